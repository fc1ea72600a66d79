package org.umbriel.shadow.link;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

/**
 * What the classes of one package export: members, supertypes and digests, as a sorted table of
 * hashes. It lies in {@code META-INF/umbriel/<package>.index} of the jar that defines them: magic,
 * version, count, then the entries, all big-endian. An entry is 56 bits of hash and a byte of
 * flags.
 */
public final class MemberIndex {
  /** Bits 0 and 1 of the flags of a member. */
  public static final int PACKAGE_PRIVATE = 0;

  public static final int PRIVATE = 1;
  public static final int PROTECTED = 2;
  public static final int PUBLIC = 3;

  /** Flags above the access. */
  public static final int STATIC = 4;

  public static final int FINAL = 8;

  static final int ABSENT = -1;

  private static final int MAGIC = 0x554D_4258;
  private static final int VERSION = 1;
  private static final int MOST_ENTRIES = 1 << 22;
  private static final long FLAGS = 0xFF;
  private static final String FOLDER = "META-INF/umbriel/";

  private final long[] entries;

  private MemberIndex(long[] entries) {
    this.entries = entries;
  }

  /** A table of the given entries. */
  public static MemberIndex of(Collection<Long> entries) {
    long[] sorted = new long[entries.size()];
    int filled = 0;
    for (long entry : new TreeSet<>(entries)) {
      sorted[filled++] = entry;
    }
    return new MemberIndex(Arrays.copyOf(sorted, filled));
  }

  /** The resource that describes a class's package. */
  public static String path(String internalName) {
    int slash = internalName.lastIndexOf('/');
    String name = slash < 0 ? "default" : internalName.substring(0, slash).replace('/', '.');
    return FOLDER + name + ".index";
  }

  /** An entry that says: the class declares this member. */
  public static long member(String owner, String name, String descriptor, int flags) {
    return memberKey(owner, name, descriptor) | flags;
  }

  /** An entry that says: the class names this superclass or superinterface. */
  public static long supertype(String owner, String supertype) {
    return key(owner + "<" + supertype);
  }

  /** An entry that says: the class, before it was rewritten, had this SHA-256. */
  public static long digest(String owner, String digest) {
    return key(owner + "#" + digest);
  }

  private static long memberKey(String owner, String name, String descriptor) {
    return key(owner + "." + name + ":" + descriptor);
  }

  /** FNV-1a over the characters, mixed once more so that each bit counts. */
  private static long key(String text) {
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x0000_0100_0000_01B3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
    return (hash ^ (hash >>> 29)) & ~FLAGS;
  }

  /**
   * Reads an index.
   *
   * @throws IOException if it is none, or cut short
   */
  static MemberIndex read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    if (data.readInt() != MAGIC || data.readInt() != VERSION) {
      throw new IOException("not an index of this version");
    }
    int count = data.readInt();
    if (count < 0 || count > MOST_ENTRIES) {
      throw new IOException("an index of " + count + " entries");
    }
    long[] entries = new long[Math.min(count, 1024)];
    for (int i = 0; i < count; i++) {
      if (i == entries.length) {
        entries = Arrays.copyOf(entries, Math.min(count, 2 * entries.length));
      }
      entries[i] = data.readLong();
    }
    Arrays.sort(entries);
    return new MemberIndex(entries);
  }

  /** Writes what {@link #read} reads. */
  public void writeTo(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(MAGIC);
    data.writeInt(VERSION);
    data.writeInt(entries.length);
    for (long entry : entries) {
      data.writeLong(entry);
    }
    data.flush();
  }

  /** The flags of a member that the class itself declares, or {@link #ABSENT}. */
  int flags(String owner, String name, String descriptor) {
    return flags(memberKey(owner, name, descriptor));
  }

  boolean hasDigest(String owner, String digest) {
    return flags(digest(owner, digest)) != ABSENT;
  }

  boolean hasSupertype(String owner, String supertype) {
    return flags(supertype(owner, supertype)) != ABSENT;
  }

  private int flags(long key) {
    int found = Arrays.binarySearch(entries, key);
    int at = found < 0 ? -found - 1 : found;
    return at < entries.length && (entries[at] & ~FLAGS) == key
        ? (int) (entries[at] & FLAGS)
        : ABSENT;
  }
}
