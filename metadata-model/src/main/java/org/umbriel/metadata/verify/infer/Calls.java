package org.umbriel.metadata.verify.infer;

import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.format.ConstantPool;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.type.Types;

/** Field access and calls, by the rules of type inference. */
final class Calls {
  private static final int GET_STATIC = 178;
  private static final int PUT_STATIC = 179;
  private static final int GET_FIELD = 180;
  private static final int INVOKE_VIRTUAL = 182;
  private static final int INVOKE_SPECIAL = 183;
  private static final int INVOKE_STATIC = 184;

  private final CodeContext code;
  private final Merger merger;
  private final Effects effects;

  Calls(CodeContext code, Merger merger, Effects effects) {
    this.code = code;
    this.merger = merger;
    this.effects = effects;
  }

  private ConstantPool pool() {
    return code.shape().pool();
  }

  private int self() {
    return Types.object(code.shape().thisClass());
  }

  void field(int bci, int opcode) {
    int index = code.u2(bci + 1);
    int type = code.descriptors().field(pool().memberDescriptor(index));
    int[] types = code.descriptors().types();
    int owner = code.descriptors().classConstant(pool().owner(index));
    if (opcode != GET_STATIC && opcode != GET_FIELD) {
      for (int i = types[type]; i > 0; i--) {
        effects.popSlot(types[type + i]);
      }
    }
    if (opcode == GET_FIELD) {
      receiver(index, owner, effects.popReference(), false);
    } else if (opcode != GET_STATIC && opcode != PUT_STATIC) {
      receiver(index, owner, written(index, owner), false);
    }
    if (opcode == GET_STATIC || opcode == GET_FIELD) {
      effects.pushSlots(type);
    }
  }

  /** Fields of the class itself may be set before another constructor is called. */
  private int written(int index, int owner) {
    int found = effects.pop();
    if (found == Types.UNINITIALIZED_THIS
        && owner == self()
        && code.shape().declaresField(pool().memberName(index), pool().memberDescriptor(index))) {
      return self();
    }
    effects.require(Types.isReference(found), "a field of an uninitialized object");
    return found;
  }

  private void receiver(int index, int owner, int found, boolean isMethod) {
    effects.require(merger.isAssignable(found, owner), "a member of another class's object");
    if (isProtected(index, isMethod, found) && !merger.isAssignable(found, self())) {
      boolean arrayClone =
          isMethod
              && owner == Types.OBJECT
              && Types.isArray(found)
              && pool().memberName(index) == KnownName.CLONE;
      effects.require(
          arrayClone, "a protected member of another package's class, on another object");
    }
  }

  private boolean isProtected(int index, boolean isMethod, int receiver) {
    int owner = pool().owner(index);
    return owner != code.shape().thisClass()
        && code.shape().symbols().first(owner) != '['
        && code.assignability()
            .supers()
            .isProtectedElsewhere(
                owner,
                pool().memberName(index),
                pool().memberDescriptor(index),
                isMethod,
                receiver);
  }

  void invoke(int bci, int opcode) {
    int index = code.u2(bci + 1);
    int signature = code.descriptors().method(pool().memberDescriptor(index));
    int owner = code.descriptors().classConstant(pool().owner(index));
    int[] types = code.descriptors().types();
    for (int i = types[signature]; i > 0; i--) {
      effects.popSlot(types[signature + i]);
    }
    if (opcode == INVOKE_SPECIAL && pool().memberName(index) == KnownName.INIT) {
      initialize(index, owner);
    } else if (opcode != INVOKE_STATIC) {
      int found = effects.popReference();
      if (opcode == INVOKE_VIRTUAL || opcode == INVOKE_SPECIAL) {
        receiver(index, owner, found, true);
      } else {
        effects.require(merger.isAssignable(found, owner), "a method of another class's object");
      }
      effects.require(
          opcode != INVOKE_SPECIAL || merger.isAssignable(found, self()),
          "invokespecial on an object of another class");
    }
    effects.pushSlots(signature + 1 + code.descriptors().types()[signature]);
  }

  private void initialize(int index, int owner) {
    int object = effects.pop();
    int type = self();
    if (object == Types.UNINITIALIZED_THIS) {
      effects.require(
          owner == type || owner == Types.object(code.shape().superClass()),
          "a constructor of neither this class nor its superclass");
      effects.constructed = true;
    } else {
      effects.require(
          Types.isNew(object) && !Merger.isReturnAddress(object),
          "a constructor is called on no uninitialized object");
      type = code.descriptors().classConstant(pool().className(code.u2(Types.newAt(object) + 1)));
      effects.require(type == owner, "a constructor of another class than the object's");
      effects.require(
          !isProtected(index, true, owner), "a protected constructor of another package's class");
    }
    effects.forget(object, type);
    effects.replaceOnStack(object, type);
    effects.initialized = object;
  }
}
