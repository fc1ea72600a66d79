package org.umbriel.metadata.verify.type;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.verify.format.ModifiedUtf8;
import org.umbriel.metadata.verify.format.Symbols;

/**
 * Reads {@link ClassInfo} from a class file that is not verified here; what is broken in it throws
 * some {@link RuntimeException}.
 */
final class ClassInfoReader {
  private static final int SEALED_SINCE = 61;

  private final byte[] bytes;
  private final ByteBuffer in;
  private int[] offsets = new int[0];

  private ClassInfoReader(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
  }

  static ClassInfo read(byte[] bytes) {
    return new ClassInfoReader(bytes).read();
  }

  private ClassInfo read() {
    in.position(6);
    int major = u2();
    constants();
    int access = u2();
    String name = className(u2());
    int superIndex = u2();
    List<String> interfaces = classNames();
    ClassInfo.MemberList fields = members();
    ClassInfo.MemberList methods = members();
    return new ClassInfo(
        name,
        access,
        superIndex == 0 ? null : className(superIndex),
        interfaces,
        major >= SEALED_SINCE ? permitted() : Optional.empty(),
        fields,
        methods);
  }

  private int u2() {
    return in.getShort() & 0xFFFF;
  }

  private void constants() {
    offsets = new int[u2()];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = in.position() + 1;
      int tag = in.get();
      switch (tag) {
        case 1 -> skip(u2());
        case 7, 8, 16, 19, 20 -> skip(2);
        case 15 -> skip(3);
        case 5, 6 -> {
          skip(8);
          i++;
        }
        default -> skip(4);
      }
    }
  }

  private void skip(int size) {
    in.position(in.position() + size);
  }

  private List<String> classNames() {
    int count = u2();
    if (count == 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(className(u2()));
    }
    return names;
  }

  private String className(int index) {
    return text(in.getShort(offsets[index]) & 0xFFFF);
  }

  private String text(int index) {
    int at = offsets[index];
    return ModifiedUtf8.text(bytes, at + 2, in.getShort(at) & 0xFFFF);
  }

  private ClassInfo.MemberList members() {
    int count = u2();
    int[] rows = new int[count * ClassInfo.MemberList.ROW];
    for (int row = 0; row < rows.length; row += ClassInfo.MemberList.ROW) {
      rows[row + 1] = u2();
      int nameHash = place(u2(), rows, row + 2);
      int descriptorHash = place(u2(), rows, row + 4);
      rows[row] = ClassInfo.MemberList.hash(nameHash, descriptorHash);
      for (int attributes = u2(); attributes > 0; attributes--) {
        skip(2);
        skip(in.getInt());
      }
    }
    return new ClassInfo.MemberList(compacted(rows), rows, count);
  }

  /** The texts of members alone: they are kept as long as the class, and its file is not. */
  private byte[] compacted(int[] rows) {
    int size = 0;
    for (int row = 0; row < rows.length; row += ClassInfo.MemberList.ROW) {
      size += rows[row + 3] + rows[row + 5];
    }
    byte[] texts = new byte[size];
    int filled = 0;
    for (int row = 0; row < rows.length; row += ClassInfo.MemberList.ROW) {
      for (int column = row + 2; column < row + ClassInfo.MemberList.ROW; column += 2) {
        System.arraycopy(bytes, rows[column], texts, filled, rows[column + 1]);
        rows[column] = filled;
        filled += rows[column + 1];
      }
    }
    return texts;
  }

  private int place(int index, int[] rows, int column) {
    int at = offsets[index] + 2;
    int length = in.getShort(offsets[index]) & 0xFFFF;
    rows[column] = at;
    rows[column + 1] = length;
    return Symbols.hash(bytes, at, length);
  }

  private Optional<List<String>> permitted() {
    @Nullable List<String> found = null;
    for (int attributes = u2(); attributes > 0; attributes--) {
      String name = text(u2());
      int end = in.getInt();
      end += in.position();
      if (name.equals("PermittedSubclasses")) {
        found = classNames();
      }
      in.position(end);
    }
    return Optional.ofNullable(found);
  }
}
