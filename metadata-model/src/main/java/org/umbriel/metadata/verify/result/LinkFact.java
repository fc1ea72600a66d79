package org.umbriel.metadata.verify.result;

/**
 * One thing that an accepted class assumes of another class (JVMS 5.4). What a fact is about was
 * not known to the verifier, except for {@link Member} and {@link Loadable}, which are always left
 * to linking.
 */
public sealed interface LinkFact {
  /** What is wrong if the fact does not hold: the class, a method, or one instruction. */
  Place scope();

  /**
   * Values of one class are used as another: {@code from} is {@code to} or a subclass of it, or
   * {@code to} is an interface (which counts as {@code Object} here, JVMS 4.10.1.2).
   */
  record Subtype(String from, String to, Place scope) implements LinkFact {}

  /**
   * The superclass exists, is a class, accessible, not final, permits this subclass, and none of
   * its final methods is overridden (JVMS 5.3.5).
   */
  record Superclass(String name, Place scope) implements LinkFact {}

  /** A direct superinterface exists, is an interface, accessible, and permits this subclass. */
  record Superinterface(String name, Place scope) implements LinkFact {}

  /**
   * If the member that a superclass declares is protected and belongs to another package, then
   * {@code receiver} must be a subclass of the verified class (JVMS 4.10.1.8).
   */
  record ProtectedAccess(String owner, String name, String descriptor, String receiver, Place scope)
      implements LinkFact {}

  /**
   * A member exists, is accessible, and is static or not, as the instruction needs it.
   *
   * @param use which instruction needs it
   * @param ownerIsInterface as the constant pool says ({@code InterfaceMethodref})
   */
  record Member(
      String owner, String name, String descriptor, Use use, boolean ownerIsInterface, Place scope)
      implements LinkFact {}

  /**
   * A class exists and is accessible; one that is created can be instantiated.
   *
   * @param name internal name, or the descriptor of an array
   * @param use which instruction needs it
   */
  record Loadable(String name, Use use, Place scope) implements LinkFact {}

  /** Instructions that refer to members and classes. */
  enum Use {
    GET_STATIC,
    PUT_STATIC,
    GET_FIELD,
    PUT_FIELD,
    INVOKE_VIRTUAL,
    INVOKE_SPECIAL,
    INVOKE_STATIC,
    INVOKE_INTERFACE,
    NEW,
    NEW_ARRAY,
    CAST,
    INSTANCE_OF,
    CLASS_CONSTANT;

    /** The use that an opcode makes of what it refers to. */
    public static Use ofOpcode(int opcode) {
      return switch (opcode) {
        case 178 -> GET_STATIC;
        case 179 -> PUT_STATIC;
        case 180 -> GET_FIELD;
        case 181 -> PUT_FIELD;
        case 182 -> INVOKE_VIRTUAL;
        case 183 -> INVOKE_SPECIAL;
        case 184 -> INVOKE_STATIC;
        case 185 -> INVOKE_INTERFACE;
        case 187 -> NEW;
        case 189, 197 -> NEW_ARRAY;
        case 192 -> CAST;
        case 193 -> INSTANCE_OF;
        case 18, 19 -> CLASS_CONSTANT;
        default -> throw new IllegalArgumentException("opcode " + opcode);
      };
    }

    /** Whether the member must be static. */
    public boolean isStatic() {
      return this == GET_STATIC || this == PUT_STATIC || this == INVOKE_STATIC;
    }
  }
}
