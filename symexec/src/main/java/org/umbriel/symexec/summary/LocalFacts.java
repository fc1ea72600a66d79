package org.umbriel.symexec.summary;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.metadata.site.Assumption;

/**
 * What holds of the local variables each time control is at one point.
 *
 * @param values by slot
 * @param orders between two of them
 */
public record LocalFacts(Map<Integer, List<ValueFact>> values, List<Order> orders) {

  /**
   * {@code slot - other <= most}, as mathematical integers.
   *
   * @param ofLength whether it is the length of the array in the other slot
   */
  public record Order(
      int slot, int other, boolean ofLength, long most, Set<Assumption> assumptions) {}
}
