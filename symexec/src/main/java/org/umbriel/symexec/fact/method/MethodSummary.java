package org.umbriel.symexec.fact.method;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Fact;

/**
 * What a caller may rely on when it calls a method.
 *
 * @param returns whether the method can complete normally; if not, the other parts are vacuous
 * @param completionSupport what it rests on that it cannot
 * @param result of a normal completion; its parts have their own support
 * @param returned the argument that is always the result, by position
 * @param onReturn what a normal completion says about the arguments
 * @param whenTrue what a result other than 0 says about them
 * @param whenFalse what a result of 0 says
 * @param relationSupport what the last four rest on
 * @param effects on the heap
 * @param lent positions of arguments of which no reference is kept anywhere, and none handed to
 *     code that is not certain; with the fields that are read of each meanwhile
 * @param effectsSupport what the last two rest on
 */
public record MethodSummary(
    boolean returns,
    Support completionSupport,
    Fact result,
    Optional<Integer> returned,
    Relation onReturn,
    Relation whenTrue,
    Relation whenFalse,
    Support relationSupport,
    Effects effects,
    Map<Integer, Set<FieldReference>> lent,
    Support effectsSupport) {

  /** The same with another result. */
  public MethodSummary withResult(Fact other) {
    return new MethodSummary(
        returns,
        completionSupport,
        other,
        returned,
        onReturn,
        whenTrue,
        whenFalse,
        relationSupport,
        effects,
        lent,
        effectsSupport);
  }

  /** Nothing is known but the type. */
  public static MethodSummary unknown(Fact result) {
    return new MethodSummary(
        true,
        Support.NONE,
        result,
        Optional.empty(),
        Relation.NONE,
        Relation.NONE,
        Relation.NONE,
        Support.NONE,
        Effects.ANYTHING,
        Map.of(),
        Support.NONE);
  }
}
