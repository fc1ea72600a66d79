package org.umbriel.metadata.verify.code;

import org.umbriel.metadata.verify.format.ConstantTag;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Supers;
import org.umbriel.metadata.verify.type.Types;

/** Field access and calls (JVMS 4.10.1.8, 4.10.1.9). */
final class MemberInstructions {
  static final int GET_STATIC = 178;
  static final int PUT_STATIC = 179;
  static final int GET_FIELD = 180;
  static final int INVOKE_VIRTUAL = 182;
  static final int INVOKE_SPECIAL = 183;
  static final int INVOKE_STATIC = 184;
  static final int INVOKE_INTERFACE = 185;
  static final int INVOKE_DYNAMIC = 186;

  private static final String SECTION = "4.10.1.9";
  private static final int INTERFACE_METHODS_SINCE = 52;
  private static final int METHOD = 1 << ConstantTag.METHOD;
  private static final int INTERFACE_METHOD = 1 << ConstantTag.INTERFACE_METHOD;

  private final CodeContext code;
  private final Frame frame;
  private final Handlers handlers;
  private final TypeText text;

  MemberInstructions(CodeContext code, Frame frame, Handlers handlers, TypeText text) {
    this.code = code;
    this.frame = frame;
    this.handlers = handlers;
    this.text = text;
  }

  private int constant(int bci, int tags) {
    int index = code.constant(bci, tags);
    if (index == 0) {
      throw RejectedException.code(SECTION, bci, "a constant of the wrong kind");
    }
    return index;
  }

  private static void require(boolean holds, int bci, String otherwise) {
    if (!holds) {
      throw RejectedException.code(SECTION, bci, otherwise);
    }
  }

  void field(int opcode, int bci) {
    int index = constant(bci, 1 << ConstantTag.FIELD);
    code.references.add(index, opcode, code.method, bci);
    int owner = code.descriptors.classConstant(code.pool.owner(index));
    int type = code.descriptors.field(code.pool.memberDescriptor(index));
    switch (opcode) {
      case GET_STATIC -> push(type);
      case PUT_STATIC -> pop(type);
      case GET_FIELD -> {
        require(Types.isObject(owner), bci, "a field of an array");
        int receiver = frame.pop(owner);
        requireProtected(bci, index, receiver, false);
        push(type);
      }
      default -> {
        require(Types.isObject(owner), bci, "a field of an array");
        pop(type);
        putField(bci, index, owner);
      }
    }
  }

  /** Pushes a field's or result's slots. */
  private void push(int type) {
    int[] types = code.descriptors.types();
    for (int i = 1; i <= types[type]; i++) {
      frame.push(types[type + i]);
    }
  }

  private void pop(int type) {
    int[] types = code.descriptors.types();
    for (int i = types[type]; i > 0; i--) {
      frame.pop(types[type + i]);
    }
  }

  /** Fields of the class itself may be set before another constructor is called. */
  private void putField(int bci, int index, int owner) {
    int receiver = frame.pop();
    int self = Types.object(code.shape.thisClass());
    if (receiver == Types.UNINITIALIZED_THIS
        && owner == self
        && code.shape.declaresField(
            code.pool.memberName(index), code.pool.memberDescriptor(index))) {
      receiver = self;
    }
    if (!code.assignability.isAssignable(receiver, owner)) {
      throw frame.wrong(text.of(owner), receiver);
    }
    requireProtected(bci, index, receiver, false);
  }

  private void requireProtected(int bci, int index, int receiver, boolean isMethod) {
    int self = code.shape.thisClass();
    int owner = code.pool.owner(index);
    if (receiver == Types.object(self) || owner == self || code.symbolIsArray(owner)) {
      return;
    }
    Supers supers = code.assignability.supers();
    int name = code.pool.memberName(index);
    if (supers.isProtectedElsewhere(
        owner, name, code.pool.memberDescriptor(index), isMethod, receiver)) {
      boolean arrayClone =
          isMethod
              && owner == KnownName.OBJECT
              && name == KnownName.CLONE
              && Types.isArray(receiver);
      require(
          arrayClone || code.assignability.isOwnReceiver(receiver),
          bci,
          "a protected member of another package's class, on another object");
    }
  }

  void invoke(int opcode, int bci, boolean guarded) {
    int index = constant(bci, tags(opcode));
    code.references.add(index, opcode, code.method, bci);
    int name = code.pool.memberName(index);
    int signature = code.descriptors.method(code.pool.memberDescriptor(index));
    operands(opcode, bci, code.descriptors.types()[signature]);
    int owner =
        opcode == INVOKE_DYNAMIC
            ? Types.TOP
            : code.descriptors.classConstant(code.pool.owner(index));
    boolean init = name == KnownName.INIT && opcode == INVOKE_SPECIAL;
    require(
        init || code.shape.symbols().first(name) != '<',
        bci,
        "a special method is called directly");
    if (opcode == INVOKE_SPECIAL && !init) {
      requireSuper(bci, index, owner);
    }
    int[] types = code.descriptors.types();
    for (int i = types[signature]; i > 0; i--) {
      frame.pop(types[signature + i]);
    }
    if (init) {
      initialize(bci, index, owner, guarded);
    } else {
      if (opcode == INVOKE_SPECIAL) {
        frame.pop(Types.object(code.shape.thisClass()));
      } else if (opcode == INVOKE_INTERFACE) {
        frame.pop(owner);
      } else if (opcode == INVOKE_VIRTUAL) {
        requireProtected(bci, index, frame.pop(owner), true);
      }
    }
    push(signature + 1 + code.descriptors.types()[signature]);
  }

  private int tags(int opcode) {
    return switch (opcode) {
      case INVOKE_INTERFACE -> INTERFACE_METHOD;
      case INVOKE_DYNAMIC -> 1 << ConstantTag.INVOKE_DYNAMIC;
      case INVOKE_SPECIAL, INVOKE_STATIC ->
          code.shape.major() < INTERFACE_METHODS_SINCE ? METHOD : METHOD | INTERFACE_METHOD;
      default -> METHOD;
    };
  }

  private void operands(int opcode, int bci, int arguments) {
    if (opcode == INVOKE_INTERFACE) {
      require(
          code.u1(bci + 3) == arguments + 1 && code.u1(bci + 4) == 0,
          bci,
          "an invokeinterface with a wrong count");
    } else if (opcode == INVOKE_DYNAMIC) {
      require(code.u2(bci + 3) == 0, bci, "an invokedynamic with non-zero operands");
    }
  }

  /** What invokespecial calls belongs to this class, a superclass or a direct superinterface. */
  private void requireSuper(int bci, int index, int owner) {
    int self = Types.object(code.shape.thisClass());
    boolean near =
        owner == self
            || owner == Types.object(code.shape.superClass())
            || (Types.isObject(owner)
                && code.assignability.supers().isDirectInterface(Types.name(owner)));
    if (!near) {
      require(
          code.assignability.isAssignable(self, owner),
          bci,
          "invokespecial of a class that is no superclass");
      require(
          code.pool.tag(index) != ConstantTag.INTERFACE_METHOD,
          bci,
          "invokespecial of an interface that is no direct superinterface");
    }
  }

  private void initialize(int bci, int index, int owner, boolean guarded) {
    int object = frame.popAddress();
    int self = Types.object(code.shape.thisClass());
    if (object == Types.UNINITIALIZED_THIS) {
      require(
          owner == self || owner == Types.object(code.shape.superClass()),
          bci,
          "a constructor of neither this class nor its superclass");
      if (guarded) {
        handlers.requireThrowingHandlers(bci);
      }
      frame.initialize(object, self);
    } else if (Types.isNew(object)) {
      int made = Types.newAt(object);
      int created = code.constant(made, 1 << ConstantTag.CLASS);
      require(
          created != 0 && code.descriptors.classConstant(code.pool.className(created)) == owner,
          bci,
          "a constructor of another class than the object's");
      require(
          isAccessible(index, owner), bci, "a protected constructor of another package's class");
      frame.initialize(object, owner);
    } else {
      throw frame.wrong("an uninitialized object", object);
    }
    if (guarded) { // an exception may also be thrown once the object is initialized
      handlers.check(bci, frame.thisUninitialized || object == Types.UNINITIALIZED_THIS);
    }
  }

  /** A protected constructor of a superclass serves subclasses only through {@code super()}. */
  private boolean isAccessible(int index, int owner) {
    return !code.assignability
            .supers()
            .isProtectedElsewhere(
                code.pool.owner(index),
                KnownName.INIT,
                code.pool.memberDescriptor(index),
                true,
                owner)
        || code.assignability.isOwnReceiver(owner);
  }
}
