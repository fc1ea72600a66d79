package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.program.Premise.Part;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.summary.Ground;

/** Premises {@code ->} statements in source terms, each with what it follows from. */
final class Grounds {
  private static final int DEPTH = 4;
  private static final int MOST = 40;

  private final ProgramKnowledge knowledge;
  private final Closure closure;
  private final Set<Integer> seen = new HashSet<>();

  Grounds(ProgramKnowledge knowledge, Closure closure) {
    this.knowledge = knowledge;
    this.closure = closure;
  }

  /** What a support consists of; that classes are those that were read goes without saying. */
  List<Ground> of(Support support) {
    return of(support, DEPTH);
  }

  private List<Ground> of(Support support, int depth) {
    List<Ground> found = new ArrayList<>();
    for (int number : support.premises().toArray()) {
      Premise premise = knowledge.context().premises().premise(number);
      Optional<String> text = text(premise);
      if (text.isPresent() && depth > 0 && seen.size() < MOST && seen.add(number)) {
        found.add(new Ground(text.get(), of(closure.supportOf(premise), depth - 1)));
      }
    }
    return found;
  }

  private Optional<String> text(Premise premise) {
    if (premise instanceof Premise.OfMethod of) {
      return Optional.of(ofMethod(of.method(), of.part()));
    } else if (premise instanceof Premise.OfField of) {
      String field = "field " + JavaNames.type(of.field().owner()) + "." + of.field().name();
      return Optional.of(
          "every value given to " + field + said(knowledge.facts().field(of.field()), of.part()));
    } else if (premise instanceof Premise.OfArgument of) {
      return Optional.of(
          "every call of "
              + JavaNames.method(of.method())
              + " gives for "
              + parameter(of.method(), of.position())
              + " what"
              + said(
                  knowledge.facts().parameter(new MethodScan.Parameter(of.method(), of.position())),
                  of.part()));
    } else if (premise instanceof Premise.Assumed assumed
        && assumed.assumption() instanceof Assumption.ContractKept) {
      return Optional.of(assumed.assumption().text());
    }
    return Optional.empty();
  }

  private String ofMethod(MethodReference method, Part part) {
    String name = JavaNames.method(method);
    return switch (part) {
      case NULLNESS, TYPE, VALUE ->
          "what "
              + name
              + " returns"
              + said(knowledge.facts().summary(method).map(s -> s.result()), part);
      case COMPLETION -> name + " never returns normally";
      case RELATION -> "what " + name + " returns tells of its arguments";
      case ORDER -> "how what " + name + " takes and returns compares";
      case EFFECTS -> name + " leaves alone what is known here";
    };
  }

  private static String said(Optional<Fact> fact, Part part) {
    if (fact.isPresent() && fact.get() instanceof NumberFact number) {
      return " is " + range(number.interval());
    } else if (fact.isPresent() && fact.get() instanceof ReferenceFact reference) {
      return switch (part) {
        case TYPE -> " is a " + JavaNames.type(reference.type().name());
        case VALUE -> " has a length of " + range(reference.length().interval());
        case NULLNESS, COMPLETION, RELATION, ORDER, EFFECTS ->
            reference.isNull() ? " is null" : " is not null";
      };
    }
    return " is known";
  }

  /** {@code 0 to 9}, {@code at least 1}. */
  static String range(Interval interval) {
    if (interval.isConstant()) {
      return Long.toString(interval.low());
    }
    boolean hasHigh = interval.high() < Integer.MAX_VALUE;
    boolean hasLow = interval.low() > Integer.MIN_VALUE;
    if (hasLow && hasHigh) {
      return interval.low() + " to " + interval.high();
    }
    return hasLow ? "at least " + interval.low() : hasHigh ? "at most " + interval.high() : "any";
  }

  private String parameter(MethodReference method, int position) {
    Optional<MethodCode> code = knowledge.context().targets().resolve(method);
    return code.flatMap(knowledge.context().graphs()::of)
        .map(g -> new ValueText(g).parameter(position))
        .orElse("parameter " + position);
  }
}
