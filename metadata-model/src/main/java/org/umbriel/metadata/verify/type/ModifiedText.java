package org.umbriel.metadata.verify.type;

import java.io.ByteArrayOutputStream;

/** Names of other classes, encoded as those of the class under verification are (JVMS 4.4.7). */
final class ModifiedText {
  private ModifiedText() {}

  static byte[] encode(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length());
    for (int i = 0; i < name.length(); i++) {
      char unit = name.charAt(i);
      if (unit > 0 && unit < 0x80) {
        bytes.write(unit);
      } else if (unit < 0x800) {
        bytes.write(0xC0 | unit >> 6);
        bytes.write(0x80 | (unit & 0x3F));
      } else {
        bytes.write(0xE0 | unit >> 12);
        bytes.write(0x80 | (unit >> 6 & 0x3F));
        bytes.write(0x80 | (unit & 0x3F));
      }
    }
    return bytes.toByteArray();
  }
}
