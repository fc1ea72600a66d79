package org.umbriel.metadata.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;

/**
 * A Java {@code assert} as compilers translate it (JLS 14.10):
 *
 * <pre>
 *   getstatic $assertionsDisabled     read
 *   ifne end                          branch
 *   ...                               condition; where it holds, it jumps away
 *   new java/lang/AssertionError      failure
 *   ...                               detail message
 *   athrow                            thrown
 * </pre>
 *
 * @param read index of the {@code getstatic}
 * @param failure index of the {@code new}: reached if and only if the condition is false
 * @param thrown index of the {@code athrow}
 */
public record AssertStatement(int read, int failure, int thrown) {
  private static final String FLAG = "$assertionsDisabled";

  /** Index of the {@code ifne} behind {@link #read}. */
  public int branch() {
    return read + 1;
  }

  /** Whether a field is the flag that compilers make for {@code assert}. */
  public static boolean isFlag(FieldReference field) {
    return field.name().equals(FLAG) && field.descriptor().equals("Z");
  }

  /** The asserts of a method, in code order. What does not have the form is not one. */
  public static List<AssertStatement> in(MethodCode method) {
    List<AssertStatement> found = new ArrayList<>();
    for (int i = 0; i + 1 < method.instructions().size(); i++) {
      if (readsFlag(method.instruction(i)) && method.instruction(i + 1).opcode() == Opcode.IFNE) {
        statementAt(method, i).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  private static boolean readsFlag(Instruction instruction) {
    return instruction instanceof Instruction.FieldAccess access
        && access.opcode().code() == Opcodes.GETSTATIC
        && isFlag(access.field());
  }

  private static Optional<AssertStatement> statementAt(MethodCode method, int read) {
    int failure = -1;
    for (int i = read + 2; i < method.instructions().size(); i++) {
      Instruction instruction = method.instruction(i);
      if (readsFlag(instruction)) {
        return Optional.empty();
      } else if (failure < 0
          && instruction instanceof Instruction.New allocation
          && allocation.type().equals(CheckKind.ASSERTION.exception())) {
        failure = i;
      } else if (instruction instanceof Instruction.Throw) {
        return failure < 0 ? Optional.empty() : Optional.of(new AssertStatement(read, failure, i));
      }
    }
    return Optional.empty();
  }
}
