package org.umbriel.symexec.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;
import org.umbriel.metadata.site.SiteId;

/**
 * {@code report -> SiteIds}: the findings of an earlier run, from its JSON or SARIF report. Site
 * ids outlive unrelated edits, so a finding that only moved is still a known one.
 */
public final class Baseline {
  private Baseline() {}

  /**
   * Reads the sites that an earlier report calls refuted.
   *
   * @throws IOException if it is neither of the two formats; the message says where
   */
  public static Set<SiteId> read(Reader earlier) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(earlier)) {
      Set<SiteId> known = new HashSet<>();
      boolean ours = false;
      String id = "";
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_STRING && json.currentName() != null) {
          String text = json.getText();
          switch (json.currentName()) {
            case "schema" -> ours |= text.equals("umbriel-check/1");
            case "version" -> ours |= text.equals("2.1.0");
            case "id" -> id = text;
            case "verdict" -> {
              if (text.equals("refuted")) {
                known.add(site(id));
              }
            }
            case SarifReport.FINGERPRINT -> known.add(site(text));
            default -> {}
          }
        }
      }
      if (!ours) {
        throw new IOException("neither a JSON nor a SARIF report of umbriel check");
      }
      return known;
    }
  }

  private static SiteId site(String text) throws IOException {
    try {
      return SiteId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
