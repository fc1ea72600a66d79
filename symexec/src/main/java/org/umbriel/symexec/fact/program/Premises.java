package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.program.Premise.Part;

/** Numbers premises, so that supports are sets of ints: odd ones are contracts. */
final class Premises {
  private final Map<Premise, Support> numbers = new HashMap<>();
  private final List<Premise> premises = new ArrayList<>();
  private final Map<MethodCode, Map<Part, Support>> ofMethods = new HashMap<>();

  Support of(Premise premise) {
    Support known = numbers.get(premise);
    if (known == null) {
      known = Support.of(premises.size() * 2 + (isContract(premise) ? 1 : 0));
      premises.add(premise);
      numbers.put(premise, known);
    }
    return known;
  }

  /** A part of a method's summary. */
  Support of(MethodCode method, Part part) {
    Map<Part, Support> parts = ofMethods.computeIfAbsent(method, m -> new EnumMap<>(Part.class));
    Support known = parts.get(part);
    if (known == null) {
      known = of(new Premise.OfMethod(method.reference(), part));
      parts.put(part, known);
    }
    return known;
  }

  private static boolean isContract(Premise premise) {
    return premise instanceof Premise.Assumed assumed
        ? assumed.assumption().strength() == Assumption.Strength.CONTRACT
        : (premise instanceof Premise.OfArgument argument && argument.byContract())
            || (premise instanceof Premise.OfField field && field.byContract());
  }

  Support assuming(Assumption assumption) {
    return of(new Premise.Assumed(assumption));
  }

  Premise premise(int number) {
    return premises.get(number / 2);
  }

  int size() {
    return premises.size();
  }
}
