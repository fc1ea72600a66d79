package org.umbriel.metadata.verify.format;

/** Whether constants refer to what they must refer to (JVMS 4.4). */
final class ConstantChecks {
  private static final int INTERFACE_METHOD_HANDLES_SINCE = 52;
  private static final int GET_FIELD = 1;
  private static final int PUT_STATIC = 4;
  private static final int INVOKE_VIRTUAL = 5;
  private static final int INVOKE_STATIC = 6;
  private static final int INVOKE_SPECIAL = 7;
  private static final int NEW_INVOKE_SPECIAL = 8;
  private static final int INVOKE_INTERFACE = 9;

  private final ConstantPool pool;
  private final NameSyntax syntax;
  private final int major;

  ConstantChecks(ConstantPool pool, NameSyntax syntax, int major) {
    this.pool = pool;
    this.syntax = syntax;
    this.major = major;
  }

  void check() {
    for (int index = 1; index < pool.count(); index++) {
      references(index);
    }
    for (int index = 1; index < pool.count(); index++) {
      names(index);
    }
  }

  private void references(int index) {
    switch (pool.tag(index)) {
      case ConstantTag.CLASS, ConstantTag.STRING, ConstantTag.METHOD_TYPE ->
          requireUtf8(index, pool.u2(index, 0));
      case ConstantTag.FIELD, ConstantTag.METHOD, ConstantTag.INTERFACE_METHOD -> {
        require(pool.isClass(pool.u2(index, 0)), index, "a class");
        requireNameAndType(index);
      }
      case ConstantTag.NAME_AND_TYPE -> {
        requireUtf8(index, pool.u2(index, 0));
        requireUtf8(index, pool.u2(index, 2));
      }
      case ConstantTag.DYNAMIC, ConstantTag.INVOKE_DYNAMIC -> requireNameAndType(index);
      case ConstantTag.METHOD_HANDLE -> methodHandle(index);
      default -> {}
    }
  }

  private void requireUtf8(int index, int target) {
    require(pool.isUtf8(target), index, "a name");
  }

  private void requireNameAndType(int index) {
    require(
        pool.tag(pool.u2(index, 2)) == ConstantTag.NAME_AND_TYPE, index, "a name and descriptor");
  }

  private void methodHandle(int index) {
    int kind = pool.u1(index);
    int tag = pool.tag(pool.u2(index, 1));
    boolean fits =
        switch (kind) {
          case GET_FIELD, 2, 3, PUT_STATIC -> tag == ConstantTag.FIELD;
          case INVOKE_VIRTUAL, NEW_INVOKE_SPECIAL -> tag == ConstantTag.METHOD;
          case INVOKE_STATIC, INVOKE_SPECIAL ->
              tag == ConstantTag.METHOD
                  || (tag == ConstantTag.INTERFACE_METHOD
                      && major >= INTERFACE_METHOD_HANDLES_SINCE);
          case INVOKE_INTERFACE -> tag == ConstantTag.INTERFACE_METHOD;
          default -> false;
        };
    require(fits, index, "a member that suits a method handle of kind " + kind);
  }

  private void names(int index) {
    switch (pool.tag(index)) {
      case ConstantTag.CLASS -> syntax.requireClassName(pool.className(index));
      case ConstantTag.NAME_AND_TYPE ->
          nameAndType(pool.utf8(pool.u2(index, 0)), pool.utf8(pool.u2(index, 2)));
      case ConstantTag.FIELD, ConstantTag.DYNAMIC ->
          require(!isMethod(pool.memberDescriptor(index)), index, "a field descriptor");
      case ConstantTag.METHOD -> {
        require(isMethod(pool.memberDescriptor(index)), index, "a method descriptor");
        int name = pool.memberName(index);
        require(
            pool.symbols().first(name) != '<' || name == KnownName.INIT,
            index,
            "a method that can be called");
      }
      case ConstantTag.INTERFACE_METHOD, ConstantTag.INVOKE_DYNAMIC ->
          require(isMethod(pool.memberDescriptor(index)), index, "a method descriptor");
      case ConstantTag.METHOD_HANDLE -> methodHandleName(index);
      case ConstantTag.METHOD_TYPE ->
          syntax.requireMethodDescriptor(KnownName.NONE, pool.className(index));
      default -> {}
    }
  }

  private boolean isMethod(int descriptor) {
    return pool.symbols().first(descriptor) == '(';
  }

  private void nameAndType(int name, int descriptor) {
    if (isMethod(descriptor)) {
      syntax.requireMethodName(name);
      syntax.requireMethodDescriptor(name, descriptor);
    } else {
      syntax.requireFieldName(name);
      syntax.requireFieldDescriptor(descriptor);
    }
  }

  private void methodHandleName(int index) {
    int kind = pool.u1(index);
    if (kind >= INVOKE_VIRTUAL && kind <= NEW_INVOKE_SPECIAL) {
      boolean init = pool.memberName(pool.u2(index, 1)) == KnownName.INIT;
      require(init == (kind == NEW_INVOKE_SPECIAL), index, "a method that suits its kind");
    }
  }

  private static void require(boolean holds, int index, String expected) {
    if (!holds) {
      throw RejectedException.format("4.4", "constant " + index + " does not refer to " + expected);
    }
  }
}
