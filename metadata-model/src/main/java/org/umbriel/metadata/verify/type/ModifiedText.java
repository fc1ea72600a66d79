package org.umbriel.metadata.verify.type;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Names of other classes, encoded as those of the class under verification are (JVMS 4.4.7). */
final class ModifiedText {
  private ModifiedText() {}

  static byte[] encode(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new DataOutputStream(bytes).writeUTF(name);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] encoded = bytes.toByteArray();
    return Arrays.copyOfRange(encoded, Short.BYTES, encoded.length);
  }
}
