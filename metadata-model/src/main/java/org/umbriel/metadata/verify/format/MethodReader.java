package org.umbriel.metadata.verify.format;

/** Reads methods (JVMS 4.6) and their attributes; {@link CodeReader} reads their code. */
final class MethodReader {
  private static final int MODERN = 49;
  private static final int STRICT_CLINIT_SINCE = 51;
  private static final int MOST_ARGUMENT_SLOTS = 255;

  private final ClassShape shape;
  private final NameSyntax syntax;
  private final Attributes attributes;
  private final CodeReader code;
  private boolean inMethod;

  MethodReader(ClassShape shape, NameSyntax syntax, Attributes attributes) {
    this.shape = shape;
    this.syntax = syntax;
    this.attributes = attributes;
    this.code = new CodeReader(shape, syntax, attributes);
  }

  /** Whether the newest method of the table is being read. */
  boolean isInMethod() {
    return inMethod;
  }

  void reset() {
    inMethod = false;
  }

  void read(ClassCursor in) {
    int count = in.u2();
    for (int i = 0; i < count; i++) {
      method(in);
      inMethod = false;
    }
    if (count > 1) {
      MethodTable methods = shape.methods();
      LongSet seen = attributes.emptySet();
      for (int i = 0; i < count; i++) {
        if (!seen.add((long) methods.name(i) << 32 | methods.descriptor(i))) {
          throw RejectedException.format(
              "4.6", "two methods " + Quote.of(shape.symbols().text(methods.name(i))));
        }
      }
    }
  }

  private void method(ClassCursor in) {
    int flags = in.u2();
    int name = attributes.utf8(in);
    syntax.requireMethodName(name);
    int descriptor = attributes.utf8(in);
    int access = legalAccess(flags, name);
    int slots = syntax.requireMethodDescriptor(name, descriptor);
    slots += (access & Access.STATIC) == 0 ? 1 : 0;
    if (slots > MOST_ARGUMENT_SLOTS) {
      throw RejectedException.format("4.3.3", "a method with " + slots + " argument slots");
    }
    MethodTable methods = shape.methods();
    int method = methods.add();
    inMethod = true;
    methods.set(method, MethodTable.ACCESS, access);
    methods.set(method, MethodTable.NAME, name);
    methods.set(method, MethodTable.DESCRIPTOR, descriptor);
    int count = in.u2();
    int seen = 0;
    for (int i = 0; i < count; i++) {
      seen = attribute(in, seen, method, slots);
    }
    if ((access & (Access.NATIVE | Access.ABSTRACT)) == 0 && (seen & 1 << KnownName.CODE) == 0) {
      throw RejectedException.format(
          "4.7.3", "no code in method " + Quote.of(shape.symbols().text(name)));
    }
  }

  /** The flags that count; those of a class initialiser hardly do (JVMS 4.6). */
  private int legalAccess(int flags, int name) {
    int major = shape.major();
    if (name == KnownName.CLINIT) {
      if (major >= STRICT_CLINIT_SINCE && (flags & Access.STATIC) == 0) {
        throw RejectedException.format("2.9.2", "<clinit> is not static");
      }
      return Access.STATIC;
    }
    boolean init = name == KnownName.INIT;
    if (!Access.isLegalMethod(flags, shape.isInterface(), init, major)
        || (init && shape.isInterface())) {
      throw RejectedException.format(
          "4.6",
          "illegal access flags 0x"
              + Integer.toHexString(flags)
              + " of method "
              + Quote.of(shape.symbols().text(name)));
    }
    return flags;
  }

  private int attribute(ClassCursor in, int seen, int method, int slots) {
    int name = attributes.name(in);
    long length = in.u4();
    int found = seen;
    switch (name) {
      case KnownName.CODE -> {
        found = Attributes.once(seen, name);
        code.read(in, method, slots, length);
        return found;
      }
      case KnownName.EXCEPTIONS -> {
        found = Attributes.once(seen, name);
        exceptions(in, length);
        return found;
      }
      case KnownName.METHOD_PARAMETERS -> {
        found = Attributes.once(seen, name);
        int parameters = in.u1();
        Attributes.requireLength(length, 1 + 4L * parameters);
        in.skip(4L * parameters);
        return found;
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
          KnownName.VISIBLE_PARAMETER_ANNOTATIONS,
          KnownName.INVISIBLE_PARAMETER_ANNOTATIONS,
          KnownName.VISIBLE_TYPE_ANNOTATIONS,
          KnownName.INVISIBLE_TYPE_ANNOTATIONS,
          KnownName.ANNOTATION_DEFAULT ->
          found = shape.major() >= MODERN ? Attributes.once(seen, name) : seen;
      default -> {}
    }
    in.skip(length);
    return found;
  }

  private void exceptions(ClassCursor in, long length) {
    int count = in.u2();
    for (int i = 0; i < count; i++) {
      attributes.classIndex(in, "Exceptions");
    }
    Attributes.requireLength(length, 2 + 2L * count);
  }
}
