package org.umbriel.metadata.verify.format;

/** Reads fields (JVMS 4.5) and their attributes. */
final class FieldReader {
  private static final int MODERN = 49;

  private final ClassShape shape;
  private final NameSyntax syntax;
  private final Attributes attributes;

  FieldReader(ClassShape shape, NameSyntax syntax, Attributes attributes) {
    this.shape = shape;
    this.syntax = syntax;
    this.attributes = attributes;
  }

  void read(ClassCursor in) {
    int count = in.u2();
    for (int i = 0; i < count; i++) {
      field(in);
    }
    if (count > 1) {
      LongSet seen = attributes.emptySet();
      for (int i = 0; i < count; i++) {
        if (!seen.add((long) shape.fieldName(i) << 32 | shape.fieldDescriptor(i))) {
          throw RejectedException.format(
              "4.5", "two fields " + Quote.of(shape.symbols().text(shape.fieldName(i))));
        }
      }
    }
  }

  private void field(ClassCursor in) {
    int access = in.u2();
    if (!Access.isLegalField(access, shape.isInterface(), shape.major())) {
      throw RejectedException.format(
          "4.5", "illegal access flags 0x" + Integer.toHexString(access) + " of a field");
    }
    int name = attributes.utf8(in);
    syntax.requireFieldName(name);
    int descriptor = attributes.utf8(in);
    syntax.requireFieldDescriptor(descriptor);
    shape.addField(name, descriptor);
    int count = in.u2();
    int seen = 0;
    for (int i = 0; i < count; i++) {
      seen = attribute(in, seen, (access & Access.STATIC) != 0, descriptor);
    }
  }

  private int attribute(ClassCursor in, int seen, boolean isStatic, int descriptor) {
    int name = attributes.name(in);
    long length = in.u4();
    int found = seen;
    switch (name) {
      case KnownName.CONSTANT_VALUE -> {
        if (isStatic) {
          found = Attributes.once(seen, name);
          Attributes.requireLength(length, 2);
          constantValue(in.u2(), descriptor);
          return found;
        }
      }
      case KnownName.SYNTHETIC, KnownName.DEPRECATED -> Attributes.requireLength(length, 0);
      case KnownName.SIGNATURE -> {
        if (shape.major() >= MODERN) {
          found = Attributes.once(seen, name);
          attributes.signature(in, length);
          return found;
        }
      }
      case KnownName.VISIBLE_ANNOTATIONS,
          KnownName.INVISIBLE_ANNOTATIONS,
          KnownName.VISIBLE_TYPE_ANNOTATIONS,
          KnownName.INVISIBLE_TYPE_ANNOTATIONS ->
          found = shape.major() >= MODERN ? Attributes.once(seen, name) : seen;
      default -> {}
    }
    in.skip(length);
    return found;
  }

  /** Whether a constant suits the field that it initialises (JVMS table 4.7.2-A). */
  private void constantValue(int index, int descriptor) {
    int tag = shape.pool().tag(index);
    boolean suits =
        switch (shape.symbols().first(descriptor)) {
          case 'J' -> tag == ConstantTag.LONG;
          case 'F' -> tag == ConstantTag.FLOAT;
          case 'D' -> tag == ConstantTag.DOUBLE;
          case 'I', 'S', 'C', 'B', 'Z' -> tag == ConstantTag.INTEGER;
          default -> tag == ConstantTag.STRING && descriptor == KnownName.STRING_DESCRIPTOR;
        };
    if (!suits) {
      throw RejectedException.format(
          "4.7.2", "constant " + index + " does not suit the field that it initialises");
    }
  }
}
