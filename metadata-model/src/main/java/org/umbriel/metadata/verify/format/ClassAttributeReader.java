package org.umbriel.metadata.verify.format;

/** Reads the attributes of a class as a whole (JVMS 4.7), by its version. */
final class ClassAttributeReader {
  private static final int MODERN = 49;
  private static final int BOOTSTRAP_METHODS_SINCE = 51;
  private static final int NESTS_SINCE = 55;
  private static final int RECORDS_SINCE = 60;
  private static final int SEALED_SINCE = 61;

  private final ClassShape shape;
  private final Attributes attributes;
  private final InnerClassesReader innerClasses;
  private final RecordReader records;

  ClassAttributeReader(ClassShape shape, NameSyntax syntax, Attributes attributes) {
    this.shape = shape;
    this.attributes = attributes;
    this.innerClasses = new InnerClassesReader(shape);
    this.records = new RecordReader(syntax, attributes);
  }

  void read(ClassCursor in) {
    int count = in.u2();
    int seen = 0;
    for (int i = 0; i < count; i++) {
      int name = attributes.name(in);
      long length = in.u4();
      in.need(length);
      seen = attribute(in, name, length, seen);
    }
    if (shape.pool().newestBootstrapMethod() >= 0
        && (seen & 1 << KnownName.BOOTSTRAP_METHODS) == 0) {
      throw RejectedException.format("4.7.23", "no BootstrapMethods attribute");
    }
  }

  private int attribute(ClassCursor in, int name, long length, int seen) {
    int major = shape.major();
    int end = in.position + (int) length;
    int found = seen;
    switch (name) {
      case KnownName.SOURCE_FILE -> {
        found = Attributes.once(seen, name);
        Attributes.requireLength(length, 2);
        attributes.utf8(in);
      }
      case KnownName.SOURCE_DEBUG_EXTENSION -> found = Attributes.once(seen, name);
      case KnownName.INNER_CLASSES -> {
        found = Attributes.once(seen, name);
        innerClasses.read(in, length);
      }
      case KnownName.SYNTHETIC, KnownName.DEPRECATED -> Attributes.requireLength(length, 0);
      default -> found = major >= MODERN ? modern(in, name, length, seen) : seen;
    }
    in.position = end;
    return found;
  }

  private int modern(ClassCursor in, int name, long length, int seen) {
    int major = shape.major();
    int since =
        switch (name) {
          case KnownName.BOOTSTRAP_METHODS -> BOOTSTRAP_METHODS_SINCE;
          case KnownName.NEST_HOST, KnownName.NEST_MEMBERS -> NESTS_SINCE;
          case KnownName.RECORD -> RECORDS_SINCE;
          case KnownName.PERMITTED_SUBCLASSES -> SEALED_SINCE;
          case KnownName.SIGNATURE,
              KnownName.ENCLOSING_METHOD,
              KnownName.VISIBLE_ANNOTATIONS,
              KnownName.INVISIBLE_ANNOTATIONS,
              KnownName.VISIBLE_TYPE_ANNOTATIONS,
              KnownName.INVISIBLE_TYPE_ANNOTATIONS ->
              MODERN;
          default -> Integer.MAX_VALUE;
        };
    if (major < since) {
      return seen;
    }
    int found = Attributes.once(seen, name);
    switch (name) {
      case KnownName.SIGNATURE -> attributes.signature(in, length);
      case KnownName.ENCLOSING_METHOD -> enclosingMethod(in, length);
      case KnownName.BOOTSTRAP_METHODS -> bootstrapMethods(in, length);
      case KnownName.RECORD -> records.read(in, length);
      case KnownName.NEST_HOST -> {
        requireNotBoth(found);
        Attributes.requireLength(length, 2);
        attributes.classIndex(in, "NestHost");
      }
      case KnownName.NEST_MEMBERS -> {
        requireNotBoth(found);
        classes(in, length, "NestMembers");
      }
      case KnownName.PERMITTED_SUBCLASSES -> {
        if ((shape.access() & Access.FINAL) != 0) {
          throw RejectedException.format("4.7.31", "a final class permits subclasses");
        }
        classes(in, length, "PermittedSubclasses");
      }
      default -> {}
    }
    return found;
  }

  private static void requireNotBoth(int seen) {
    if ((seen & 1 << KnownName.NEST_HOST) != 0 && (seen & 1 << KnownName.NEST_MEMBERS) != 0) {
      throw RejectedException.format("4.7.28", "both NestHost and NestMembers");
    }
  }

  private void classes(ClassCursor in, long length, String attribute) {
    int count = in.u2();
    for (int i = 0; i < count; i++) {
      attributes.classIndex(in, attribute);
    }
    Attributes.requireLength(length, 2 + 2L * count);
  }

  private void enclosingMethod(ClassCursor in, long length) {
    Attributes.requireLength(length, 4);
    attributes.classIndex(in, "EnclosingMethod");
    int method = in.u2();
    if (method != 0 && shape.pool().tag(method) != ConstantTag.NAME_AND_TYPE) {
      throw RejectedException.format("4.7.7", "EnclosingMethod: constant " + method);
    }
  }

  private void bootstrapMethods(ClassCursor in, long length) {
    ConstantPool pool = shape.pool();
    int start = in.position;
    int count = length < 2 ? 0 : in.u2();
    boolean sound = length >= 2 && pool.newestBootstrapMethod() < count;
    for (int i = 0; sound && i < count; i++) {
      sound = pool.tag(in.u2()) == ConstantTag.METHOD_HANDLE;
      int arguments = in.u2();
      for (int j = 0; sound && j < arguments; j++) {
        sound = (ConstantTag.LOADABLE & 1 << pool.tag(in.u2())) != 0;
      }
    }
    if (!sound || in.position - start != length) {
      throw RejectedException.format("4.7.23", "a malformed BootstrapMethods attribute");
    }
  }
}
