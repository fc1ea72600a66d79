package org.umbriel.rewriter.explain;

import java.util.List;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.shadow.explain.Messages;

/** What is said where an instruction fails, with holes for values of the run. */
final class MessageTexts {
  private final MethodCode method;
  private final ValueNames names;

  MessageTexts(MethodCode method) {
    this.method = method;
    this.names = new ValueNames(method);
  }

  /** {@code "user" (result of a.b.C.find(int), line 12) is null: cannot call a.b.User.name()}. */
  String isNull(int index, int depth) {
    return names.of(index, depth).orElse("a value")
        + " is null: cannot "
        + action(method.instruction(index));
  }

  private static String action(Instruction instruction) {
    return switch (instruction.opcode().family()) {
      case ARRAY_LOAD -> "read an element";
      case ARRAY_STORE -> "write an element";
      case ARRAY_LENGTH -> "read its length";
      case THROW -> "throw it";
      case MONITOR -> "lock it";
      case FIELD -> {
        Instruction.FieldAccess access = (Instruction.FieldAccess) instruction;
        yield (access.isWrite() ? "write field \"" : "read field \"")
            + access.field().name()
            + "\"";
      }
      case INVOKE -> "call " + JavaNames.method(((Instruction.Invoke) instruction).method());
      default -> "use it";
    };
  }

  /**
   * {@code index 7 of array "names" (length 5)}.
   *
   * @param depth of the array; the index lies above it
   */
  String outOfBounds(int index, int depth) {
    return "index "
        + Messages.HOLE
        + names
            .of(index, depth - 1)
            .filter(n -> n.startsWith("\""))
            .map(n -> ", " + n + ",")
            .orElse("")
        + " of "
        + array(index, depth)
        + " (length "
        + Messages.HOLE
        + ")";
  }

  /** {@code java.lang.Integer cannot be stored in array "names" of java.lang.String}. */
  String doesNotFit(int index) {
    return names.of(index, 0).map(n -> n + " is a ").orElse("a ")
        + Messages.HOLE
        + ": cannot be stored in "
        + array(index, 2)
        + " of "
        + Messages.HOLE;
  }

  private String array(int index, int depth) {
    return names
        .of(index, depth)
        .map(n -> n.startsWith("\"") ? "array " + n : n)
        .orElse("an array");
  }

  /** {@code "count" is 0: cannot divide by it}. */
  String isZero(int index) {
    return names.of(index, 0).orElse("the divisor") + " is 0: cannot divide by it";
  }

  /** {@code "o" is a java.lang.Integer: cannot be cast to java.lang.String}, and that type. */
  List<String> isNoInstance(int index, String type) {
    String target = type.startsWith("[") ? JavaNames.ofDescriptor(type) : JavaNames.type(type);
    return List.of(
        names.of(index, 0).orElse("a value")
            + " is a "
            + Messages.HOLE
            + ": cannot be cast to "
            + target,
        target);
  }

  /** {@code "count" is -3: no array can have that size}. */
  String isNegative(int index, int depth) {
    return names.of(index, depth).orElse("the size")
        + " is "
        + Messages.HOLE
        + ": no array can have that size";
  }
}
