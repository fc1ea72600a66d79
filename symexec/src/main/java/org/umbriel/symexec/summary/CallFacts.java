package org.umbriel.symexec.summary;

import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.site.Assumption;

/**
 * What one call does, whichever method it runs.
 *
 * @param neverReturns what it rests on that the call cannot complete normally; empty if it can
 * @param returned the argument that is always the result, the receiver being 0
 * @param onReturn arguments that are not null behind a normal completion, the receiver being 0
 * @param whenTrue those that are not null if the result is not 0
 * @param whenFalse those that are not null if it is 0
 * @param relations what the last four rest on
 * @param writes what the call may write; empty if that is not known
 */
public record CallFacts(
    Optional<Set<Assumption>> neverReturns,
    Optional<Integer> returned,
    Set<Integer> onReturn,
    Set<Integer> whenTrue,
    Set<Integer> whenFalse,
    Set<Assumption> relations,
    Optional<Writes> writes) {

  /**
   * All that a call may change of what its caller sees.
   *
   * @param fields as their classes declare them
   * @param elements whether it may write elements of arrays
   */
  public record Writes(Set<FieldReference> fields, boolean elements, Set<Assumption> assumptions) {}
}
