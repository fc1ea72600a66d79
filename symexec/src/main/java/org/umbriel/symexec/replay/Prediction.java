package org.umbriel.symexec.replay;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.AssertStatement;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;

/**
 * What a call should throw, and where: the innermost frame of the stack trace must stand at one of
 * the instructions.
 *
 * @param exception internal name of the very class
 * @param first index of the first instruction at which it may arise
 * @param last index of the last one
 * @param broken for a call that breaks its callee's contract: it is the callee that throws
 */
public record Prediction(
    String exception, MethodCode method, int first, int last, Optional<BrokenContract> broken) {

  /** That an exception arises at one of some instructions. */
  public Prediction(String exception, MethodCode method, int first, int last) {
    this(exception, method, first, last, Optional.empty());
  }

  /**
   * That a site's condition fails. Empty where a stack trace cannot tell: for kinds other than the
   * implicit ones, {@code ASSERTION} and {@code PRECONDITION} (not null), and for an instruction
   * with two sites of one kind ({@code multianewarray} with several sizes).
   */
  public static Optional<Prediction> of(CheckSite site, MethodCode method) {
    CheckKind kind = site.kind();
    int at = site.instruction();
    if (kind == CheckKind.PRECONDITION && method.instruction(at) instanceof Instruction.Invoke c) {
      BrokenContract broken = new BrokenContract(c.method(), site.operand());
      return Optional.of(
          new Prediction(
              CheckKind.NULL_DEREFERENCE.exception(), method, at, at, Optional.of(broken)));
    }
    if (kind == CheckKind.ASSERTION) {
      return AssertStatement.in(method).stream()
          .filter(statement -> statement.failure() == at)
          .findFirst()
          .map(s -> new Prediction(kind.exception(), method, construction(method, s), s.thrown()));
    }
    boolean several =
        method.instruction(at) instanceof Instruction.MultiNewArray array && array.dimensions() > 1;
    return kind.group() == CheckKind.Group.IMPLICIT && !several
        ? Optional.of(new Prediction(kind.exception(), method, at, at))
        : Optional.empty();
  }

  /** Where the {@code AssertionError}'s constructor is called: the last such call that throws. */
  private static int construction(MethodCode method, AssertStatement statement) {
    for (int i = statement.thrown(); i > statement.failure(); i--) {
      if (method.instruction(i) instanceof Instruction.Invoke call
          && call.method().isConstructor()
          && call.method().owner().equals(CheckKind.ASSERTION.exception())) {
        return i;
      }
    }
    return statement.failure();
  }

  /** Whether an exception is this one, and comes from there. */
  boolean matches(Outcome.Threw threw) {
    List<Frame> frames = threw.frames();
    if (!threw.exception().equals(exception) || frames.isEmpty()) {
      return false;
    }
    int caller = broken.map(b -> b.framesAbove(threw)).orElse(0);
    return caller >= 0 && caller < frames.size() && covers(frames.get(caller));
  }

  private boolean covers(Frame frame) {
    return frame.method().filter(m -> m == method).isPresent()
        && first <= frame.instruction()
        && frame.instruction() <= last;
  }

  @Override
  public String toString() {
    return JavaNames.type(exception) + " in " + method + " at instruction " + first;
  }
}
