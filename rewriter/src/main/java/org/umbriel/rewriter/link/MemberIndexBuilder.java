package org.umbriel.rewriter.link;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.umbriel.shadow.link.MemberIndex;

/**
 * Writes what {@link MemberIndex} reads. The same members and classes give the same bytes, in any
 * order.
 */
final class MemberIndexBuilder {
  private static final int DIFFERENT = -1;

  private final SortedMap<Integer, Integer> members = new TreeMap<>();
  private final SortedMap<Integer, Long> classes = new TreeMap<>();

  /** The class declares this member. Of two that look the same and are not, none is written. */
  void member(String owner, String name, String descriptor, int flags) {
    members.merge(
        MemberIndex.memberKey(owner, name, descriptor),
        flags,
        (a, b) -> a.equals(b) ? a : DIFFERENT);
  }

  /** The class, before it was rewritten, had this digest ({@link MemberIndex#digest}). */
  void digest(String owner, long digest) {
    classes.merge(
        MemberIndex.classKey(owner), digest, (a, b) -> a.equals(b) ? a : MemberIndex.NO_DIGEST);
  }

  byte[] toBytes() {
    TreeMap<Integer, Integer> entries = new TreeMap<>();
    members.forEach(
        (key, flags) -> {
          if (flags != DIFFERENT) {
            entries.put(key | flags, 0);
          }
        });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(MemberIndex.MAGIC);
      out.writeByte(MemberIndex.VERSION);
      out.writeInt(entries.size());
      out.writeInt(classes.size());
      planes(out, entries.keySet(), MemberIndex.MEMBER_BYTES);
      planes(out, classes.keySet(), MemberIndex.CLASS_BYTES);
      for (Map.Entry<Integer, Long> each : classes.entrySet()) {
        out.writeLong(each.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void planes(DataOutputStream out, Set<Integer> values, int width)
      throws IOException {
    for (int plane = width - 1; plane >= 0; plane--) {
      for (int value : values) {
        out.writeByte(value >>> (8 * plane));
      }
    }
  }
}
