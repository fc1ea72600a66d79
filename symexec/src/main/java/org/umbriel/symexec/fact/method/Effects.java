package org.umbriel.symexec.fact.method;

import java.util.HashSet;
import java.util.Set;
import org.umbriel.metadata.classfile.FieldReference;

/**
 * What a call may change of the heap that its caller sees.
 *
 * @param anything whether it may change all that can be changed
 * @param fields the fields that it may write, as their classes declare them
 * @param elements whether it may write array elements
 */
public record Effects(boolean anything, Set<FieldReference> fields, boolean elements) {
  public static final Effects NONE = new Effects(false, Set.of(), false);
  public static final Effects ANYTHING = new Effects(true, Set.of(), true);
  private static final int MOST_FIELDS = 64;

  public Effects {
    fields = Set.copyOf(fields);
  }

  public Effects union(Effects other) {
    if (anything || other.anything) {
      return ANYTHING;
    }
    if (fields.containsAll(other.fields) && (elements || !other.elements)) {
      return this;
    }
    Set<FieldReference> all = new HashSet<>(fields);
    all.addAll(other.fields);
    return all.size() > MOST_FIELDS
        ? ANYTHING
        : new Effects(false, all, elements || other.elements);
  }
}
