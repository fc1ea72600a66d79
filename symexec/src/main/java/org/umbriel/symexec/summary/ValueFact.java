package org.umbriel.symexec.summary;

import java.util.Set;
import org.umbriel.metadata.site.Assumption;

/** Something that holds of a value whenever it exists, as long as the assumptions do. */
public sealed interface ValueFact {

  Set<Assumption> assumptions();

  /** A reference is not null. */
  record NonNull(Set<Assumption> assumptions) implements ValueFact {}

  /** A reference is null. */
  record Null(Set<Assumption> assumptions) implements ValueFact {}

  /** A reference is null or an instance of a type, an internal name or an array's descriptor. */
  record InstanceOf(String type, Set<Assumption> assumptions) implements ValueFact {}

  /** An array is null or has a length in these bounds. */
  record LengthWithin(long low, long high, Set<Assumption> assumptions) implements ValueFact {}

  /** An int or a long lies in these bounds. */
  record Within(long low, long high, Set<Assumption> assumptions) implements ValueFact {}

  /** An int or a long is not 0. */
  record NonZero(Set<Assumption> assumptions) implements ValueFact {}
}
