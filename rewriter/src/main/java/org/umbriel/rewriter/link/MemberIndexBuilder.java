package org.umbriel.rewriter.link;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.umbriel.shadow.link.MemberIndex;

/**
 * Writes what {@link MemberIndex} reads. The same members and classes give the same bytes, in any
 * order.
 */
final class MemberIndexBuilder {
  private int[] members = new int[16];
  private int count;
  private final SortedMap<Integer, Long> classes = new TreeMap<>();

  /** The class declares this member. Of two that look the same and are not, none is written. */
  void member(String owner, String name, String descriptor, int flags) {
    if (count == members.length) {
      members = Arrays.copyOf(members, 2 * count);
    }
    members[count++] = MemberIndex.memberKey(owner, name, descriptor) | flags;
  }

  /** The class, before it was rewritten, had this digest ({@link MemberIndex#digest}). */
  void digest(String owner, long digest) {
    classes.merge(
        MemberIndex.classKey(owner), digest, (a, b) -> a.equals(b) ? a : MemberIndex.NO_DIGEST);
  }

  /** Sorted; of equal keys with different flags none. */
  private int[] distinctMembers() {
    Arrays.sort(members, 0, count);
    int[] distinct = new int[count];
    int filled = 0;
    int at = 0;
    while (at < count) {
      int end = at + 1;
      while (end < count
          && (members[end] & ~MemberIndex.FLAGS) == (members[at] & ~MemberIndex.FLAGS)) {
        end++;
      }
      if (members[at] == members[end - 1]) {
        distinct[filled++] = members[at];
      }
      at = end;
    }
    return Arrays.copyOf(distinct, filled);
  }

  byte[] toBytes() {
    int[] entries = distinctMembers();
    int[] names = classes.keySet().stream().mapToInt(Integer::intValue).toArray();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(MemberIndex.MAGIC);
      out.writeByte(MemberIndex.VERSION);
      out.writeInt(entries.length);
      out.writeInt(classes.size());
      planes(out, entries, MemberIndex.MEMBER_BYTES);
      planes(out, names, MemberIndex.CLASS_BYTES);
      for (long digest : classes.values()) {
        out.writeLong(digest);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void planes(DataOutputStream out, int[] values, int width) throws IOException {
    for (int plane = width - 1; plane >= 0; plane--) {
      for (int value : values) {
        out.writeByte(value >>> (8 * plane));
      }
    }
  }
}
