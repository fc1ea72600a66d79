package org.umbriel.metadata.site;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
 *   ...                               condition; where it holds, it jumps to the end
 *   new java/lang/AssertionError      failure
 *   ...                               detail message
 *   athrow                            thrown
 * </pre>
 *
 * <p>Nothing jumps into the statement, and what leaves it goes to the end or throws.
 *
 * @param read index of the {@code getstatic}
 * @param failure index of the {@code new}: with assertions on, reached if and only if the condition
 *     is false
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
    SortedMap<Integer, AssertStatement> byFailure = new TreeMap<>();
    Optional<AssertStatementFinder> finder = Optional.empty();
    for (int i = 0; i + 1 < method.instructions().size(); i++) {
      if (readsFlag(method.instruction(i))
          && method.instruction(i + 1) instanceof Instruction.Branch branch
          && branch.opcode() == Opcode.IFNE) {
        finder = finder.or(() -> Optional.of(new AssertStatementFinder(method)));
        // an assert whose own failure is dead code could take that of one in its condition
        finder
            .get()
            .statementAt(i, branch.target())
            .ifPresent(statement -> byFailure.put(statement.failure(), statement));
      }
    }
    return byFailure.values().stream().sorted(Comparator.comparing(AssertStatement::read)).toList();
  }

  private static boolean readsFlag(Instruction instruction) {
    return instruction instanceof Instruction.FieldAccess access
        && access.opcode() == Opcode.GETSTATIC
        && isFlag(access.field());
  }
}
