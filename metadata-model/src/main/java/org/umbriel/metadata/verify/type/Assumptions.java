package org.umbriel.metadata.verify.type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.umbriel.metadata.verify.format.ClassShape;
import org.umbriel.metadata.verify.result.LinkFact;
import org.umbriel.metadata.verify.result.Place;

/**
 * Collects what the class under verification assumes of classes that are not known, and which known
 * ones it consulted. A fact that is needed in several places has the smallest scope around all.
 */
public final class Assumptions {
  private static final int NO_METHOD = -1;

  private final Map<String, Open> open = new LinkedHashMap<>();
  private final Set<String> consulted = new HashSet<>();
  private int method = NO_METHOD;
  private int bci;

  /** Where a fact is needed, and how it is written once that is settled. */
  private static final class Open {
    private final Function<Place, LinkFact> fact;
    private int method;
    private int bci;

    Open(Function<Place, LinkFact> fact, int method, int bci) {
      this.fact = fact;
      this.method = method;
      this.bci = bci;
    }

    void alsoAt(int otherMethod, int otherBci) {
      if (method != otherMethod) {
        method = NO_METHOD;
      } else if (bci != otherBci) {
        bci = -1;
      }
    }
  }

  void reset() {
    if (!open.isEmpty()) {
      open.clear();
    }
    if (!consulted.isEmpty()) {
      consulted.clear();
    }
    method = NO_METHOD;
    bci = -1;
  }

  /** Says which method is looked at. */
  public void enter(int index) {
    method = index;
    bci = -1;
  }

  /** Says which instruction is looked at. */
  public void at(int index) {
    bci = index;
  }

  void consult(String className) {
    consulted.add(className);
  }

  void assume(String key, Function<Place, LinkFact> fact) {
    Open known = open.get(key);
    if (known == null) {
      open.put(key, new Open(fact, method, bci));
    } else {
      known.alsoAt(method, bci);
    }
  }

  /** What was assumed. */
  public List<LinkFact> facts(ClassShape shape) {
    List<LinkFact> facts = new ArrayList<>(open.size());
    for (Open one : open.values()) {
      facts.add(one.fact.apply(place(shape, one.method, one.bci)));
    }
    return facts;
  }

  /** The known classes that gave an answer, in no order. */
  public List<String> consulted() {
    return new ArrayList<>(consulted);
  }

  /** The place of an instruction, method or class in words. */
  static Place place(ClassShape shape, int method, int bci) {
    if (method == NO_METHOD) {
      return Place.CLASS;
    }
    return new Place(
        shape.symbols().text(shape.methods().name(method)),
        shape.symbols().text(shape.methods().descriptor(method)),
        bci);
  }

  /** Where the verifier was last. */
  public Place here(ClassShape shape) {
    return place(shape, method, bci);
  }

  /** The same, at another instruction of the method. */
  public Place here(ClassShape shape, int otherBci) {
    return place(shape, method, otherBci);
  }
}
