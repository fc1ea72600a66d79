package org.umbriel.nativeinterop.type;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A structure or a union.
 *
 * @param size 0 if all that is known is its name
 */
public record StructType(
    String text, boolean isUnion, long size, long alignment, List<Field> fields) implements CType {
  public StructType {
    fields = List.copyOf(fields);
    for (Field field : fields) {
      long end = field.bitOffset() + (field.isBitField() ? field.bitSize() : bits(field));
      if (field.bitOffset() < 0 || field.bitSize() < 0 || end > 8 * size) {
        throw new IllegalArgumentException(
            text + "." + field.name() + " does not lie within " + size + " bytes");
      }
    }
  }

  private static long bits(Field field) {
    return 8 * field.type().size();
  }

  /**
   * A structure whose alignment follows from its members' (System V ABI, 3.1.2), unless they say
   * that it is packed.
   *
   * @param stated what its description says, 0 if nothing
   */
  public static StructType of(
      String text, boolean isUnion, long size, long stated, List<Field> fields) {
    long natural = stated;
    if (stated == 0) {
      natural = 1;
      for (Field field : fields) {
        natural = Math.max(natural, field.isAligned() ? field.type().alignment() : 1);
      }
      natural = size % natural == 0 ? natural : 1;
    }
    return new StructType(text, isUnion, size, natural, fields);
  }

  /** A structure with these members one after the other, as C lays them out (3.1.2). */
  public static StructType inOrder(String text, Map<String, CType> members) {
    StructLayout layout = new StructLayout(false);
    members.forEach(layout::add);
    return layout.finish(text);
  }

  /** The member of that name, those of anonymous members included. */
  public Optional<Field> field(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return Optional.of(field);
      }
      if (field.name().isEmpty() && field.type() instanceof StructType inner) {
        Optional<Field> found = inner.field(name);
        if (found.isPresent()) {
          Field f = found.get();
          return Optional.of(
              new Field(name, f.type(), field.bitOffset() + f.bitOffset(), f.bitSize()));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
