package org.umbriel.symexec.explore.step;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.explore.machine.Either;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/** Arrays of references at an unknown index, such as the table of a hash map. */
final class ReferenceArrays {
  private static final int LONGEST = 64;
  private static final int MOST_OBJECTS = 6;

  private ReferenceArrays() {}

  /** Whether the array is short, and its elements are few objects. */
  static boolean canLoad(HeapObject array) {
    if (array.length() == 0 || array.length() > LONGEST) {
      return false;
    }
    Object all = null;
    Map<HeapObject, Boolean> objects = new HashMap<>();
    for (int i = 0; i < array.length(); i++) {
      if (!Either.isSmall(all, array.cell(i))) {
        return false;
      }
      Either.objects(array.cell(i)).forEach(object -> objects.put(object, true));
    }
    return objects.size() <= MOST_OBJECTS;
  }

  /** The element at an index that is in bounds. */
  static @Nullable Object load(TermFactory terms, HeapObject array, Term index) {
    Object usual = usual(array);
    Object value = usual;
    for (int i = 0; i < array.length(); i++) {
      Object element = array.cell(i);
      if (element != usual && index.range().contains(i)) {
        value = Either.of(terms.equal(index, terms.intValue(i)), element, value);
      }
    }
    return value;
  }

  /** The element that stands there most often. */
  private static @Nullable Object usual(HeapObject array) {
    Map<@Nullable Object, Integer> counts = new HashMap<>();
    Object usual = array.cell(0);
    for (int i = 0; i < array.length(); i++) {
      int count = counts.merge(array.cell(i), 1, Integer::sum);
      if (count > counts.getOrDefault(usual, 0)) {
        usual = array.cell(i);
      }
    }
    return usual;
  }

  /** Whether each element can become a choice between itself and a value. */
  static boolean canStore(HeapObject array, @Nullable Object value) {
    for (int i = 0; i < array.length(); i++) {
      if (!Either.isSmall(array.cell(i), value)) {
        return false;
      }
    }
    return array.length() <= LONGEST;
  }

  static void store(Machine machine, HeapObject array, Term index, @Nullable Object value) {
    TermFactory terms = machine.terms();
    for (int i = 0; i < array.length(); i++) {
      if (index.range().contains(i)) {
        Term here = terms.equal(index, terms.intValue(i));
        machine.heap().writeCell(array, i, Either.of(here, value, array.cell(i)));
      }
    }
  }
}
