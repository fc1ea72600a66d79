package org.umbriel.metadata.verify.format;

/** Reads a {@code Code} attribute (JVMS 4.7.3): all but the instructions. */
final class CodeReader {
  private static final int MODERN = 49;
  private static final int STACK_MAPS_SINCE = 50;
  private static final int LONGEST = 65535;
  private static final int ENTRY = 10;

  private final ClassShape shape;
  private final NameSyntax syntax;
  private final Attributes attributes;
  private final LongSet variables = new LongSet();
  private final LongSet generic = new LongSet();
  private int maxLocals;
  private int codeLength;
  private int variableCount;
  private boolean genericFound;
  private boolean genericTwice;

  CodeReader(ClassShape shape, NameSyntax syntax, Attributes attributes) {
    this.shape = shape;
    this.syntax = syntax;
    this.attributes = attributes;
  }

  void read(ClassCursor in, int method, int argumentSlots, long length) {
    MethodTable methods = shape.methods();
    int start = in.position;
    require(
        (methods.access(method) & (Access.NATIVE | Access.ABSTRACT)) == 0,
        "code in a native or abstract method");
    methods.set(method, MethodTable.MAX_STACK, in.u2());
    maxLocals = in.u2();
    methods.set(method, MethodTable.MAX_LOCALS, maxLocals);
    require(argumentSlots <= maxLocals, "arguments do not fit into the local variables");
    long size = in.u4();
    require(size > 0 && size <= LONGEST, "code of an illegal length");
    codeLength = (int) size;
    methods.set(method, MethodTable.CODE, in.position);
    methods.set(method, MethodTable.CODE_LENGTH, codeLength);
    in.skip(size);
    handlers(in, method);
    variableCount = 0;
    genericFound = false;
    genericTwice = false;
    variables.clear();
    int count = in.u2();
    boolean stackMapFound = false;
    for (int i = 0; i < count; i++) {
      stackMapFound |= attribute(in, method, stackMapFound);
    }
    require(in.position - start == length, "a Code attribute of the wrong length");
    if (genericFound && variableCount > 0) {
      require(
          !genericTwice && generic.isSubsetOf(variables),
          "a variable's generic type without the variable, or twice");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw RejectedException.format("4.7.3", otherwise);
    }
  }

  private void handlers(ClassCursor in, int method) {
    int count = in.u2();
    shape.methods().set(method, MethodTable.HANDLERS, in.position);
    shape.methods().set(method, MethodTable.HANDLER_COUNT, count);
    for (int i = 0; i < count; i++) {
      int start = in.u2();
      int end = in.u2();
      int handler = in.u2();
      int type = in.u2();
      require(start < end && end <= codeLength, "an illegal range in the exception table");
      require(handler < codeLength, "an illegal handler in the exception table");
      require(type == 0 || shape.pool().isClass(type), "an illegal type in the exception table");
    }
  }

  /** Returns whether this one is the stack map. */
  private boolean attribute(ClassCursor in, int method, boolean stackMapFound) {
    int name = attributes.name(in);
    long length = in.u4();
    int start = in.position;
    switch (name) {
      case KnownName.LINE_NUMBER_TABLE -> {
        lineNumbers(in, length);
        return false;
      }
      case KnownName.LOCAL_VARIABLE_TABLE -> {
        int entries = variables(in, length, false);
        shape.methods().addVariables(start + 2, entries);
        return false;
      }
      case KnownName.LOCAL_VARIABLE_TYPE_TABLE -> {
        if (shape.major() >= MODERN) {
          variables(in, length, true);
          return false;
        }
      }
      case KnownName.STACK_MAP_TABLE -> {
        if (shape.major() >= STACK_MAPS_SINCE) {
          require(!stackMapFound, "two StackMapTable attributes");
          in.skip(length);
          shape.methods().set(method, MethodTable.STACK_MAP, length == 0 ? 0 : start);
          shape.methods().set(method, MethodTable.STACK_MAP_LENGTH, (int) length);
          return true;
        }
      }
      default -> {}
    }
    in.skip(length);
    return false;
  }

  private void lineNumbers(ClassCursor in, long length) {
    int count = in.u2();
    Attributes.requireLength(length, 2 + 4L * count);
    in.need(4L * count);
    for (int i = 0; i < count; i++) {
      require(
          ClassCursor.u2At(in.bytes, in.position) < codeLength,
          "a line number of an instruction outside the code");
      in.position += 4;
    }
  }

  /** Reads local variables, generic ones too, and returns their number. */
  private int variables(ClassCursor in, long length, boolean ofGenericTypes) {
    int count = in.u2();
    Attributes.requireLength(length, 2 + (long) ENTRY * count);
    in.need((long) ENTRY * count);
    if (ofGenericTypes && !genericFound) {
      generic.clear();
      genericFound = true;
    }
    for (int i = 0; i < count; i++) {
      int start = in.u2();
      int range = in.u2();
      require(start < codeLength && start + range <= codeLength, "a local variable's range");
      int nameIndex = in.u2();
      in.position -= 2;
      int name = attributes.utf8(in);
      syntax.requireFieldName(name);
      int descriptor = attributes.utf8(in);
      int slots = 1;
      if (!ofGenericTypes) {
        syntax.requireFieldDescriptor(descriptor);
        int first = shape.symbols().first(descriptor);
        slots = first == 'J' || first == 'D' ? 2 : 1;
      }
      int slot = in.u2();
      require(slot + slots <= maxLocals, "a local variable's slot");
      LongSet set = ofGenericTypes ? generic : variables;
      if (!set.add(key(start, range, nameIndex, slot))) {
        require(ofGenericTypes || shape.major() < MODERN, "a local variable is listed twice");
        genericTwice |= ofGenericTypes;
      }
    }
    variableCount += ofGenericTypes ? 0 : count;
    return count;
  }

  private static long key(int start, int range, int name, int slot) {
    return (long) start << 48 | (long) range << 32 | (long) name << 16 | slot;
  }
}
