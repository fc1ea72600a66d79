package org.umbriel.metadata.verify.format;

/**
 * What names and descriptors may look like (JVMS 4.2, 4.3), which version 49 relaxed: before it,
 * names are Java identifiers. What was found is remembered with the name.
 */
final class NameSyntax {
  private static final int IDENTIFIERS_UNTIL = 48;
  private static final int STRICT_CLINIT_SINCE = 51;
  private static final int MOST_DIMENSIONS = 255;

  private static final int CLASS_NAME = 1;
  private static final int FIELD_NAME = 1 << 1;
  private static final int METHOD_NAME = 1 << 2;
  private static final int FIELD_DESCRIPTOR = 1 << 3;
  private static final int METHOD_DESCRIPTOR = 1 << 4;
  private static final int RETURNS_VOID = 1 << 5;
  private static final int SLOTS_SHIFT = 8;

  private final Symbols symbols;
  private int major;

  NameSyntax(Symbols symbols) {
    this.symbols = symbols;
  }

  void version(int version) {
    major = version;
  }

  /** Checks the name in a class constant, which may be an array's descriptor. */
  void requireClassName(int symbol) {
    if ((symbols.marks(symbol) & CLASS_NAME) == 0) {
      byte[] text = symbols.source(symbol);
      int start = symbols.start(symbol);
      int end = start + symbols.length(symbol);
      boolean legal =
          symbols.first(symbol) == '['
              ? fieldType(text, start, end, false) == end
              : major <= IDENTIFIERS_UNTIL
                  ? identifiers(text, start, end, true) == end
                  : isUnqualified(text, start, end, true, false);
      require(legal, symbol, "4.2.1", "class name");
      symbols.mark(symbol, CLASS_NAME);
    }
  }

  void requireFieldName(int symbol) {
    if ((symbols.marks(symbol) & FIELD_NAME) == 0) {
      require(isMemberName(symbol, false), symbol, "4.2.2", "field name");
      symbols.mark(symbol, FIELD_NAME);
    }
  }

  void requireMethodName(int symbol) {
    if ((symbols.marks(symbol) & METHOD_NAME) == 0) {
      boolean legal =
          symbol == KnownName.INIT || symbol == KnownName.CLINIT || isMemberName(symbol, true);
      require(legal, symbol, "4.2.2", "method name");
      symbols.mark(symbol, METHOD_NAME);
    }
  }

  private boolean isMemberName(int symbol, boolean method) {
    byte[] text = symbols.source(symbol);
    int start = symbols.start(symbol);
    int end = start + symbols.length(symbol);
    return major <= IDENTIFIERS_UNTIL
        ? identifiers(text, start, end, false) == end
        : isUnqualified(text, start, end, false, method);
  }

  void requireFieldDescriptor(int symbol) {
    if ((symbols.marks(symbol) & FIELD_DESCRIPTOR) == 0) {
      byte[] text = symbols.source(symbol);
      int start = symbols.start(symbol);
      int end = start + symbols.length(symbol);
      require(fieldType(text, start, end, false) == end, symbol, "4.3.2", "field descriptor");
      symbols.mark(symbol, FIELD_DESCRIPTOR);
    }
  }

  /**
   * Checks a method's descriptor, in view of its name.
   *
   * @return how many slots its parameters take, the receiver not counted
   */
  int requireMethodDescriptor(int name, int symbol) {
    if (name == KnownName.CLINIT
        && major >= STRICT_CLINIT_SINCE
        && symbol != KnownName.NO_ARGUMENTS_VOID) {
      throw RejectedException.format("2.9.2", "<clinit> with descriptor " + symbols.text(symbol));
    }
    int marks = symbols.marks(symbol);
    if ((marks & METHOD_DESCRIPTOR) == 0) {
      marks = checkMethodDescriptor(symbol);
      symbols.mark(symbol, marks);
    }
    require(
        symbols.first(name) != '<' || (marks & RETURNS_VOID) != 0,
        symbol,
        "4.3.3",
        "descriptor of a special method");
    return marks >>> SLOTS_SHIFT;
  }

  private int checkMethodDescriptor(int symbol) {
    byte[] text = symbols.source(symbol);
    int at = symbols.start(symbol);
    int end = at + symbols.length(symbol);
    int slots = 0;
    boolean legal = at < end && text[at++] == '(';
    while (legal && at < end && text[at] != ')') {
      slots += text[at] == 'J' || text[at] == 'D' ? 2 : 1;
      at = fieldType(text, at, end, false);
      legal = at >= 0;
    }
    legal = legal && at < end && fieldType(text, at + 1, end, true) == end;
    require(legal, symbol, "4.3.3", "method descriptor");
    boolean returnsVoid = text[at + 1] == 'V';
    return METHOD_DESCRIPTOR | (returnsVoid ? RETURNS_VOID : 0) | slots << SLOTS_SHIFT;
  }

  private void require(boolean legal, int symbol, String section, String what) {
    if (!legal) {
      throw RejectedException.format(
          section, "illegal " + what + " \"" + Quote.of(symbols.text(symbol)) + "\"");
    }
  }

  /** The end of the type that starts at a position, or -1. */
  private int fieldType(byte[] text, int start, int end, boolean voidToo) {
    int at = start;
    while (at < end && text[at] == '[') {
      at++;
    }
    if (at - start > MOST_DIMENSIONS || at == end) {
      return -1;
    }
    return switch (text[at]) {
      case 'B', 'C', 'D', 'F', 'I', 'J', 'S', 'Z' -> at + 1;
      case 'V' -> voidToo && at == start ? at + 1 : -1;
      case 'L' -> classType(text, at + 1, end);
      default -> -1;
    };
  }

  private int classType(byte[] text, int start, int end) {
    if (major <= IDENTIFIERS_UNTIL) {
      int stop = identifiers(text, start, end, true);
      return stop > start && stop < end && text[stop] == ';' ? stop + 1 : -1;
    }
    int stop = start;
    while (stop < end && text[stop] != ';') {
      stop++;
    }
    return stop < end && isUnqualified(text, start, stop, true, false) ? stop + 1 : -1;
  }

  /** An unqualified name, or several with slashes between them (JVMS 4.2.2). */
  private static boolean isUnqualified(
      byte[] text, int start, int end, boolean slashes, boolean method) {
    for (int i = start; i < end; i++) {
      switch (text[i]) {
        case '.', ';', '[' -> {
          return false;
        }
        case '/' -> {
          if (!slashes || i == start || i + 1 == end || text[i + 1] == '/') {
            return false;
          }
        }
        case '<', '>' -> {
          if (method) {
            return false;
          }
        }
        default -> {}
      }
    }
    return start < end;
  }

  /**
   * The end of the Java identifiers that start at a position, with single slashes between them; -1
   * if there is none.
   */
  private static int identifiers(byte[] text, int start, int end, boolean slashes) {
    int at = start;
    boolean afterSlash = false;
    while (at < end) {
      int codeAndSize = ModifiedUtf8.codePointAndSize(text, at, end);
      int code = codeAndSize >> 4;
      if (slashes && code == '/') {
        if (afterSlash) {
          return -1;
        }
        afterSlash = true;
      } else if (isPart(code, at == start)) {
        afterSlash = false;
      } else {
        break;
      }
      at += codeAndSize & 0xF;
    }
    return at == start ? -1 : at;
  }

  private static boolean isPart(int code, boolean first) {
    if (code < 0x80) {
      return (code >= 'a' && code <= 'z')
          || (code >= 'A' && code <= 'Z')
          || code == '_'
          || code == '$'
          || (!first && code >= '0' && code <= '9');
    }
    return first ? Character.isJavaIdentifierStart(code) : Character.isJavaIdentifierPart(code);
  }
}
