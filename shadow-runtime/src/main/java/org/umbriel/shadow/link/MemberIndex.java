package org.umbriel.shadow.link;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What the classes of one package export: members and digests, as sorted tables of hashes. It lies
 * in {@code META-INF/umbriel/<package>.index} of the jar that defines them: magic, version, the two
 * counts, then the members, then the classes, all big-endian.
 *
 * <p>A member is 20 bits of hash and 4 bits of flags; first all their highest bytes, then the
 * middle ones, then the lowest, since the sorted highest ones take hardly any room once deflated.
 * So few bits can find a member where there is none, but never lose one: whoever would report a
 * defect asks reflection first. A class is 32 bits of hash, laid out likewise, and 64 bits of its
 * digest.
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

  /** No class has this digest. */
  public static final long NO_DIGEST = 0;

  public static final int MAGIC = 0x554D_4258;
  public static final int VERSION = 2;
  private static final int MOST_ENTRIES = 1 << 22;
  public static final int FLAGS = 0xF;
  public static final int MEMBER_BYTES = 3;
  public static final int CLASS_BYTES = 4;
  private static final int DIGEST_DIGITS = 16;
  private static final String FOLDER = "META-INF/umbriel/";
  private static final String SUFFIX = ".index";

  private final int[] members;
  private final int[] classes;
  private final long[] digests;

  private MemberIndex(int[] members, int[] classes, long[] digests) {
    this.members = members;
    this.classes = classes;
    this.digests = digests;
  }

  /** The resource that describes a class's package. */
  public static String path(String internalName) {
    int slash = internalName.lastIndexOf('/');
    String name = slash < 0 ? "default" : internalName.substring(0, slash).replace('/', '.');
    return pathOfPackage(name);
  }

  /** The resource that describes a package; {@code default} is the unnamed one. */
  public static String pathOfPackage(String name) {
    return FOLDER + name + SUFFIX;
  }

  /** The package that a resource describes. */
  public static String packageOf(String path) {
    return path.substring(FOLDER.length(), path.length() - SUFFIX.length());
  }

  /**
   * What stands for the code of a class.
   *
   * @param sha256 in hexadecimal; of each version of the class, if the jar has several
   */
  public static long digest(String... sha256) {
    long digest = NO_DIGEST;
    for (String one : sha256) {
      digest = combined(digest, Long.parseUnsignedLong(one.substring(0, DIGEST_DIGITS), 16));
    }
    return digest;
  }

  /** What stands for several classes: the digest of those before, and the next one's. */
  public static long combined(long digest, long next) {
    return digest * 0x9E37_79B9_7F4A_7C15L + next;
  }

  /** What stands for a member: 24 bits, the lowest four for its flags. */
  public static int memberKey(String owner, String name, String descriptor) {
    return (int) (key(owner + "." + name + ":" + descriptor) >>> 40) & ~FLAGS;
  }

  /** What stands for the name of a class: 31 bits. */
  public static int classKey(String owner) {
    return (int) (key(owner) >>> 33);
  }

  /** FNV-1a over the characters, mixed once more so that each bit counts. */
  private static long key(String text) {
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x0000_0100_0000_01B3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
    return hash ^ (hash >>> 29);
  }

  /**
   * Reads an index.
   *
   * @throws IOException if it is none, or cut short
   */
  static MemberIndex read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    if (data.readInt() != MAGIC || data.readUnsignedByte() != VERSION) {
      throw new IOException("not an index of this version");
    }
    int memberCount = count(data);
    int classCount = count(data);
    int[] members = readPlanes(data, memberCount, MEMBER_BYTES);
    int[] classes = readPlanes(data, classCount, CLASS_BYTES);
    long[] digests = new long[classes.length];
    for (int i = 0; i < digests.length; i++) {
      digests[i] = data.readLong();
    }
    for (int[] table : new int[][] {members, classes}) {
      for (int i = 1; i < table.length; i++) {
        if (table[i - 1] > table[i]) {
          throw new IOException("not sorted");
        }
      }
    }
    return new MemberIndex(members, classes, digests);
  }

  private static int count(DataInputStream data) throws IOException {
    int count = data.readInt();
    if (count < 0 || count > MOST_ENTRIES) {
      throw new IOException("an index of " + count + " entries");
    }
    return count;
  }

  /** The array grows with what is there, whatever the count says. */
  private static int[] readPlanes(DataInputStream data, int count, int bytes) throws IOException {
    int[] values = new int[Math.min(count, 1024)];
    for (int plane = 0; plane < bytes; plane++) {
      for (int i = 0; i < count; i++) {
        if (i == values.length) {
          values = Arrays.copyOf(values, Math.min(count, 2 * values.length));
        }
        values[i] = values[i] << 8 | data.readUnsignedByte();
      }
    }
    return values;
  }

  /** The flags of a member that the class itself seems to declare, or {@link #ABSENT}. */
  int flags(String owner, String name, String descriptor) {
    int key = memberKey(owner, name, descriptor);
    int found = Arrays.binarySearch(members, key);
    int at = found < 0 ? -found - 1 : found;
    return at < members.length && (members[at] & ~FLAGS) == key ? members[at] & FLAGS : ABSENT;
  }

  /** The digest of a class, or {@link #NO_DIGEST}. */
  long digestOf(String owner) {
    int at = Arrays.binarySearch(classes, classKey(owner));
    return at < 0 ? NO_DIGEST : digests[at];
  }

  boolean hasDigest(String owner, String sha256) {
    return digestOf(owner) == digest(sha256);
  }
}
