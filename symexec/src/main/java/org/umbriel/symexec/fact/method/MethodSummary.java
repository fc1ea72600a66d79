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
 * @param returned the argument that is always the result, by position; rests on what the relations
 *     do
 * @param relations what its completion says about each argument
 * @param orders what it says about the sizes of two of them, or of one and the result
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
    Outcomes<Relation> relations,
    Outcomes<Orders> orders,
    Effects effects,
    Map<Integer, Set<FieldReference>> lent,
    Support effectsSupport) {
  /** Nothing is said of any argument. */
  public static final Outcomes<Relation> NO_RELATIONS = Outcomes.of(Relation.NONE, Support.NONE);

  /** Nothing is said of any size. */
  public static final Outcomes<Orders> NO_ORDERS = Outcomes.of(Orders.NONE, Support.NONE);

  /** The same with another result. */
  public MethodSummary withResult(Fact other) {
    return new MethodSummary(
        returns,
        completionSupport,
        other,
        returned,
        relations,
        orders,
        effects,
        lent,
        effectsSupport);
  }

  /** The same with other orders. */
  public MethodSummary withOrders(Outcomes<Orders> other) {
    return new MethodSummary(
        returns,
        completionSupport,
        result,
        returned,
        relations,
        other,
        effects,
        lent,
        effectsSupport);
  }

  /** The same with other effects. */
  public MethodSummary withEffects(
      Effects other, Map<Integer, Set<FieldReference>> lentThen, Support support) {
    return new MethodSummary(
        returns, completionSupport, result, returned, relations, orders, other, lentThen, support);
  }

  /** Nothing is known but the type. */
  public static MethodSummary unknown(Fact result) {
    return new MethodSummary(
        true,
        Support.NONE,
        result,
        Optional.empty(),
        NO_RELATIONS,
        NO_ORDERS,
        Effects.ANYTHING,
        Map.of(),
        Support.NONE);
  }
}
