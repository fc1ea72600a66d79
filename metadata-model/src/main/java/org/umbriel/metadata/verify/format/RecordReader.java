package org.umbriel.metadata.verify.format;

/** Reads a {@code Record} attribute (JVMS 4.7.30). */
final class RecordReader {
  private final NameSyntax syntax;
  private final Attributes attributes;

  RecordReader(NameSyntax syntax, Attributes attributes) {
    this.syntax = syntax;
    this.attributes = attributes;
  }

  void read(ClassCursor in, long length) {
    int start = in.position;
    int count = in.u2();
    for (int i = 0; i < count; i++) {
      syntax.requireFieldName(attributes.utf8(in));
      syntax.requireFieldDescriptor(attributes.utf8(in));
      int seen = 0;
      for (int j = in.u2(); j > 0; j--) {
        seen = attribute(in, seen);
      }
    }
    Attributes.requireLength(length, in.position - start);
  }

  private int attribute(ClassCursor in, int seen) {
    int name = attributes.name(in);
    long length = in.u4();
    int found =
        switch (name) {
          case KnownName.SIGNATURE,
              KnownName.VISIBLE_ANNOTATIONS,
              KnownName.INVISIBLE_ANNOTATIONS,
              KnownName.VISIBLE_TYPE_ANNOTATIONS,
              KnownName.INVISIBLE_TYPE_ANNOTATIONS ->
              Attributes.once(seen, name);
          default -> seen;
        };
    if (name == KnownName.SIGNATURE) {
      attributes.signature(in, length);
    } else {
      in.skip(length);
    }
    return found;
  }
}
