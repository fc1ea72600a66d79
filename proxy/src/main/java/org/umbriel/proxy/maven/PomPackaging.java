package org.umbriel.proxy.maven;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The packaging in a pom. Poms are other people's: no DTD is read, no entity resolved. */
final class PomPackaging {
  private static final int IN_PROJECT = 2;

  private PomPackaging() {}

  /**
   * What stands in {@code project/packaging}; nothing if the element is missing or the pom is not
   * XML.
   */
  static Optional<String> of(byte[] pom) {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(pom));
      int depth = 0;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamReader.START_ELEMENT) {
          depth++;
          if (depth == IN_PROJECT && reader.getLocalName().equals("packaging")) {
            return Optional.of(reader.getElementText().strip());
          }
        } else if (event == XMLStreamReader.END_ELEMENT) {
          depth--;
        }
      }
      return Optional.empty();
    } catch (XMLStreamException notXml) {
      return Optional.empty();
    }
  }
}
