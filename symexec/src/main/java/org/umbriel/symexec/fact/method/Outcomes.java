package org.umbriel.symexec.fact.method;

import java.util.function.BinaryOperator;
import org.umbriel.symexec.fact.domain.Support;

/**
 * What the ways in which a call can end say.
 *
 * @param always of a normal completion
 * @param whenTrue of a result other than 0
 * @param whenFalse of a result of 0
 * @param support what all of it rests on
 */
public record Outcomes<T>(T always, T whenTrue, T whenFalse, Support support) {

  /** The same is said, whatever the result. */
  public static <T> Outcomes<T> of(T always, Support support) {
    return new Outcomes<>(always, always, always, support);
  }

  public T when(boolean result) {
    return result ? whenTrue : whenFalse;
  }

  public Outcomes<T> restingOn(Support more) {
    return new Outcomes<>(always, whenTrue, whenFalse, support.union(more));
  }

  /** The same with another support. */
  public Outcomes<T> supportedBy(Support other) {
    return new Outcomes<>(always, whenTrue, whenFalse, other);
  }

  /** What both say, as an operation has it. */
  public Outcomes<T> join(Outcomes<T> other, BinaryOperator<T> both) {
    return new Outcomes<>(
        both.apply(always, other.always),
        both.apply(whenTrue, other.whenTrue),
        both.apply(whenFalse, other.whenFalse),
        support.union(other.support));
  }
}
