package org.umbriel.shadow.link;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeSet;

/** The index of a package with one class, byte by byte as {@link MemberIndex} describes it. */
final class IndexBytes {
  private IndexBytes() {}

  /**
   * An index.
   *
   * @param members each a name with descriptor ({@code size()I}, {@code limit:I}) and its flags
   */
  static byte[] of(String owner, String sha256, Object... members) {
    TreeSet<Integer> entries = new TreeSet<>();
    for (int i = 0; i < members.length; i += 2) {
      String member = (String) members[i];
      int end = member.indexOf(member.contains("(") ? '(' : ':');
      String descriptor = member.substring(member.contains("(") ? end : end + 1);
      int key = MemberIndex.memberKey(owner, member.substring(0, end), descriptor);
      entries.add(key | (int) members[i + 1]);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(0x554D_4258);
      out.writeByte(2);
      out.writeInt(entries.size());
      out.writeInt(1);
      for (int shift = 16; shift >= 0; shift -= 8) {
        for (int entry : entries) {
          out.writeByte(entry >>> shift);
        }
      }
      out.writeInt(MemberIndex.classKey(owner));
      out.writeLong(Long.parseUnsignedLong(sha256.substring(0, 16), 16));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
