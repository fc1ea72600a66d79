package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassHeader;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.classfile.Program.Subtyping;
import org.umbriel.symexec.path.state.Unknowns;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Run-time types of references: an unknown predicate over references for each class that is asked
 * for, decided where an object is new, or where the verifier guarantees a class (interfaces are not
 * guaranteed, JVMS 4.10.1.2).
 */
final class Types {
  private static final String OBJECT = "java/lang/Object";
  private static final String PREFIX = "instance of ";

  private final Program program;
  private final Unknowns unknowns;
  private final TermFactory factory;
  private final Set<String> tested = new LinkedHashSet<>();

  Types(Program program, Unknowns unknowns) {
    this.program = program;
    this.unknowns = unknowns;
    this.factory = unknowns.factory();
  }

  /** {@code reference instanceof type}: false for null. */
  Term isInstance(Term reference, String type) {
    Term nonNull = factory.distinct(reference, factory.reference(0));
    if (nonNull.isFalse() || type.equals(OBJECT)) {
      return nonNull;
    }
    if (reference instanceof Literal object) {
      return isNewObjectOf(object, type);
    }
    if (reference instanceof Operation choice && choice.operator() == Operator.CHOOSE) {
      List<Term> parts = choice.arguments();
      return factory.choose(
          parts.get(0), isInstance(parts.get(1), type), isInstance(parts.get(2), type));
    }
    Optional<Boolean> guaranteed = guaranteedType(reference).flatMap(upper -> decide(upper, type));
    if (guaranteed.isPresent()) {
      return guaranteed.get() ? nonNull : factory.bool(false);
    }
    return factory.and(nonNull, unknownOrNew(reference, type));
  }

  private Term isNewObjectOf(Literal object, String type) {
    Unknowns.ObjectType known = unknowns.typeOf(object.value()).orElseThrow();
    Subtyping subtyping = program.subtyping(known.name(), type);
    if (subtyping == Subtyping.YES) {
      return factory.bool(true);
    }
    boolean isOther =
        subtyping == Subtyping.NO && (known.isExact() || areDisjoint(known.name(), type));
    return isOther ? factory.bool(false) : predicate(object, type);
  }

  /** A reference that may lead to one of the new objects is an instance where that object is. */
  private Term unknownOrNew(Term reference, String type) {
    Term result = predicate(reference, type);
    for (long number = Math.max(reference.range().low(), -unknowns.allocated());
        number < 0;
        number++) {
      Literal object = factory.reference((int) number);
      result =
          factory.choose(factory.equal(reference, object), isNewObjectOf(object, type), result);
    }
    return result;
  }

  /** The tests of a reference, by type, that the predicates asked for so far make possible. */
  Map<String, Term> tests(Term reference) {
    Map<String, Term> tests = new LinkedHashMap<>();
    List.copyOf(tested).forEach(type -> tests.put(type, predicate(reference, type)));
    return tests;
  }

  private Term predicate(Term reference, String type) {
    tested.add(type);
    MapSort sort = new MapSort(Scalar.REFERENCE, Scalar.BOOL);
    return factory.select(factory.variable(PREFIX + type, sort, new Range(0, 1)), reference);
  }

  /** Whether every object of an upper bound, or none, is an instance. */
  private Optional<Boolean> decide(String upperBound, String type) {
    Subtyping subtyping = program.subtyping(upperBound, type);
    if (subtyping == Subtyping.YES) {
      return Optional.of(true);
    }
    return subtyping == Subtyping.NO && areDisjoint(upperBound, type)
        ? Optional.of(false)
        : Optional.empty();
  }

  /**
   * Whether no object can be an instance of both: two unrelated classes, or a final class and what
   * it is not.
   */
  private boolean areDisjoint(String a, String b) {
    boolean unrelated =
        program.subtyping(a, b) == Subtyping.NO && program.subtyping(b, a) == Subtyping.NO;
    if (a.startsWith("[") || b.startsWith("[")) {
      boolean bothArrays = a.startsWith("[") && b.startsWith("[");
      return unrelated && (!bothArrays || isExactArray(a) || isExactArray(b));
    }
    Optional<ClassHeader> first = program.header(a);
    Optional<ClassHeader> second = program.header(b);
    if (first.isEmpty() || second.isEmpty()) {
      return false;
    }
    boolean bothClasses = !first.get().isInterface() && !second.get().isInterface();
    return unrelated && (bothClasses || first.get().isFinal() || second.get().isFinal());
  }

  /**
   * The class, or array type, of which the verifier guarantees that a value is an instance, or
   * null.
   */
  Optional<String> guaranteedType(Term reference) {
    if (reference instanceof Variable variable) {
      return unknowns.originOf(variable).flatMap(origin -> guaranteed(origin.descriptor()));
    }
    if (reference instanceof Literal literal) {
      return unknowns.typeOf(literal.value()).map(Unknowns.ObjectType::name);
    }
    if (reference instanceof Operation read && read.operator() == Operator.SELECT) {
      Terms.Application application = Terms.Application.of(read);
      return application.keys().size() == 2
          ? guaranteedType(application.keys().get(0))
              .flatMap(Types::elementType)
              .flatMap(this::guaranteed)
          : guaranteedType(application.map());
    }
    if (reference instanceof Operation choice && choice.operator() == Operator.CHOOSE) {
      Optional<String> first = guaranteedType(choice.arguments().get(1));
      return first.equals(guaranteedType(choice.arguments().get(2))) ? first : Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<String> guaranteed(String descriptor) {
    String innermost = descriptor.replace("[", "");
    if (!descriptor.startsWith("[") && !descriptor.startsWith("L")) {
      return Optional.empty();
    }
    boolean isPrimitiveArray = !innermost.startsWith("L");
    return isPrimitiveArray || isClass(Program.internalName(innermost))
        ? Optional.of(Program.internalName(descriptor))
        : Optional.empty();
  }

  private boolean isClass(String internalName) {
    return program.header(internalName).filter(h -> !h.isInterface()).isPresent();
  }

  /** The descriptor of an array type's elements. */
  static Optional<String> elementType(String arrayType) {
    return arrayType.startsWith("[") ? Optional.of(arrayType.substring(1)) : Optional.empty();
  }

  /** The class of an object, where it is known exactly. */
  Optional<String> exactType(Term reference) {
    if (reference instanceof Literal literal) {
      return unknowns
          .typeOf(literal.value())
          .filter(Unknowns.ObjectType::isExact)
          .map(Unknowns.ObjectType::name);
    }
    Optional<String> upper = guaranteedType(reference);
    return upper.filter(type -> type.startsWith("[") ? isExactArray(type) : isFinal(type));
  }

  private boolean isExactArray(String arrayType) {
    String innermost = arrayType.replace("[", "");
    return !innermost.startsWith("L") || isFinal(Program.internalName(innermost));
  }

  private boolean isFinal(String type) {
    return program.header(type).filter(ClassHeader::isFinal).isPresent();
  }

  /** What the class hierarchy says about the type tests within some terms. */
  List<Term> axioms(List<Term> within) {
    Map<Term, List<String>> tests = new LinkedHashMap<>();
    for (Term term : within) {
      if (term instanceof Operation read
          && read.operator() == Operator.SELECT
          && read.sort() == Scalar.BOOL) {
        Terms.Application application = Terms.Application.of(read);
        if (application.map().name().startsWith(PREFIX)) {
          String type = application.map().name().substring(PREFIX.length());
          tests.computeIfAbsent(application.keys().get(0), key -> new ArrayList<>()).add(type);
        }
      }
    }
    List<Term> axioms = new ArrayList<>();
    tests.forEach((reference, types) -> addAxioms(reference, types, axioms));
    return axioms;
  }

  private void addAxioms(Term reference, List<String> types, List<Term> axioms) {
    for (String a : types) {
      for (String b : types) {
        if (!a.equals(b) && program.subtyping(a, b) == Subtyping.YES) {
          axioms.add(factory.implies(predicate(reference, a), predicate(reference, b)));
        } else if (a.compareTo(b) < 0 && areDisjoint(a, b)) {
          axioms.add(factory.not(factory.and(predicate(reference, a), predicate(reference, b))));
        }
      }
    }
  }
}
