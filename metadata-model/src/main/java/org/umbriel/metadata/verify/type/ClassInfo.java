package org.umbriel.metadata.verify.type;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.verify.format.Access;

/** What verification asks of another class: its place in the hierarchy, and who may override. */
final class ClassInfo {
  private final String name;
  private final int access;
  private final @Nullable String superName;
  private final List<String> interfaces;
  private final Optional<List<String>> permitted;
  private final MemberList fields;
  private final MemberList methods;

  ClassInfo(
      String name,
      int access,
      @Nullable String superName,
      List<String> interfaces,
      Optional<List<String>> permitted,
      MemberList fields,
      MemberList methods) {
    this.name = name;
    this.access = access;
    this.superName = superName;
    this.interfaces = interfaces;
    this.permitted = permitted;
    this.fields = fields;
    this.methods = methods;
  }

  String name() {
    return name;
  }

  boolean isInterface() {
    return (access & Access.INTERFACE) != 0;
  }

  boolean isFinal() {
    return (access & Access.FINAL) != 0;
  }

  boolean isPublic() {
    return (access & Access.PUBLIC) != 0;
  }

  Optional<String> superName() {
    return Optional.ofNullable(superName);
  }

  List<String> interfaces() {
    return interfaces;
  }

  /** The subclasses that a sealed class permits; empty for others. */
  Optional<List<String>> permitted() {
    return permitted;
  }

  MemberList fields() {
    return fields;
  }

  MemberList methods() {
    return methods;
  }

  boolean isInPackageOf(String other) {
    return packageOf(name).equals(packageOf(other));
  }

  static String packageOf(String className) {
    return className.substring(0, Math.max(className.lastIndexOf('/'), 0));
  }

  /** Members, each with its flags, found by name and descriptor without making strings. */
  static final class MemberList {
    private final byte[] bytes;
    private final int[] rows;
    private final int count;
    private final int[] overridable;

    /**
     * A list.
     *
     * @param bytes that names and descriptors stand in
     * @param rows six ints a member: hash, flags, start and length of the name, of the descriptor
     */
    MemberList(byte[] bytes, int[] rows, int count) {
      this.bytes = bytes;
      this.rows = rows;
      this.count = count;
      this.overridable = finalRows();
    }

    /** Rows of the final members that subclasses inherit. */
    private int[] finalRows() {
      int[] found = new int[4];
      int size = 0;
      for (int row = 0; row < count * ROW; row += ROW) {
        if ((rows[row + 1] & (Access.FINAL | Access.PRIVATE | Access.STATIC)) == Access.FINAL) {
          if (size == found.length) {
            found = Arrays.copyOf(found, size * 2);
          }
          found[size++] = row;
        }
      }
      return Arrays.copyOf(found, size);
    }

    static final int ROW = 6;
    static final int ABSENT = -1;

    static int hash(int nameHash, int descriptorHash) {
      return 31 * nameHash + descriptorHash;
    }

    /** The flags of a member, or {@link #ABSENT}. */
    int find(MemberName wanted) {
      for (int row = 0; row < count * ROW; row += ROW) {
        if (rows[row] == wanted.hash() && isAt(row, wanted)) {
          return rows[row + 1];
        }
      }
      return ABSENT;
    }

    private boolean isAt(int row, MemberName wanted) {
      return equal(row + 2, wanted.nameBytes(), wanted.nameStart(), wanted.nameLength())
          && equal(
              row + 4,
              wanted.descriptorBytes(),
              wanted.descriptorStart(),
              wanted.descriptorLength());
    }

    private boolean equal(int column, byte[] other, int start, int length) {
      int at = rows[column];
      return rows[column + 1] == length
          && Arrays.equals(bytes, at, at + length, other, start, start + length);
    }

    /** Whether it has final members that subclasses inherit. */
    boolean anyFinal() {
      return overridable.length > 0;
    }

    /** Whether a hash is that of one of them: only then is it worth looking closer. */
    boolean mayHaveFinal(int hash) {
      for (int row : overridable) {
        if (rows[row] == hash) {
          return true;
        }
      }
      return false;
    }
  }
}
