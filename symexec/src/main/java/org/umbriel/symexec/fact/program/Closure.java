package org.umbriel.symexec.fact.program;

import java.lang.module.ModuleFinder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.program.Premise.Part;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;

/** Follows premises down to the assumptions that a proof rests on in the end. */
final class Closure {
  private static final Set<String> PLATFORM_PACKAGES =
      ModuleFinder.ofSystem().findAll().stream()
          .flatMap(m -> m.descriptor().packages().stream())
          .map(p -> p.replace('.', '/'))
          .collect(Collectors.toUnmodifiableSet());

  private record Key(Support support, String className) {}

  private final ProgramKnowledge knowledge;
  private final Assumption.Platform platform;
  private final Program program;
  private final Map<Key, Set<Assumption>> known = new HashMap<>();
  private final Map<Set<Assumption>, Set<Assumption>> shared = new HashMap<>();

  Closure(ProgramKnowledge knowledge, Assumption.Platform platform) {
    this.knowledge = knowledge;
    this.platform = platform;
    this.program = knowledge.context().program();
  }

  /**
   * The assumptions of a proof.
   *
   * @param className the class that the proof is about; its own code needs no assumption
   */
  Set<Assumption> assumptions(Support support, String className) {
    Key key = new Key(support, className);
    Set<Assumption> found = known.get(key);
    if (found == null) {
      Set<Assumption> fresh = find(support, className);
      found = shared.computeIfAbsent(fresh, Set::copyOf);
      known.put(key, found);
    }
    return found;
  }

  private Set<Assumption> find(Support support, String className) {
    Set<Assumption> found = new LinkedHashSet<>();
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>();
    support.premises().forEach(open::add);
    while (!open.isEmpty()) {
      int number = open.poll();
      if (seen.add(number)) {
        Premise premise = knowledge.context().premises().premise(number);
        direct(premise, className, found);
        supportOf(premise).premises().forEach(open::add);
      }
    }
    return found;
  }

  /** The assumptions that a premise makes by itself. */
  private void direct(Premise premise, String className, Set<Assumption> found) {
    if (premise instanceof Premise.Assumed assumed) {
      found.add(assumed.assumption());
    } else if (premise instanceof Premise.Code code) {
      code(code.className(), className).ifPresent(found::add);
    } else if (premise instanceof Premise.OfMethod method) {
      code(method.method().owner(), className).ifPresent(found::add);
    } else if (premise instanceof Premise.OfArgument argument) {
      code(argument.method().owner(), className).ifPresent(found::add);
      found.add(new Assumption.NoReflectiveWrites());
    } else if (premise instanceof Premise.OfField field) {
      ofField(field, className, found);
    }
  }

  private void ofField(Premise.OfField premise, String className, Set<Assumption> found) {
    code(premise.field().owner(), className).ifPresent(found::add);
    Optional<FieldUnit> field = knowledge.context().targets().resolve(premise.field());
    boolean constant = field.map(f -> f.isStatic() && f.isFinal()).orElse(false);
    if (!constant) {
      found.add(new Assumption.NoReflectiveWrites());
    }
    if (!field.map(FieldUnit::isFinal).orElse(false)) {
      found.add(new Assumption.NoInterference());
      nest(premise.field().owner()).forEach(name -> code(name, className).ifPresent(found::add));
    }
    field
        .filter(FieldPolicy::isOpen)
        .ifPresent(f -> found.add(new Assumption.WrittenByReadCode(f.reference())));
  }

  /** The classes that can write a private field. */
  private Set<String> nest(String owner) {
    Set<String> names = new LinkedHashSet<>();
    String host = program.find(owner).flatMap(ClassUnit::nestHost).orElse(owner);
    names.add(host);
    program.find(host).ifPresent(h -> names.addAll(h.nestMembers()));
    return names;
  }

  private Optional<Assumption> code(String owner, String className) {
    if (owner.equals(className)) {
      return Optional.empty();
    }
    if (isOfPlatform(owner, knowledge.context())) {
      return Optional.of(platform);
    }
    return program.find(owner).map(u -> new Assumption.SameCode(owner, u.digest()));
  }

  /** Whether a class is one of the JDK. */
  static boolean isOfPlatform(String owner, Context context) {
    return !context.program().contains(owner)
        && PLATFORM_PACKAGES.contains(owner.substring(0, Math.max(0, owner.lastIndexOf('/'))));
  }

  /** What a premise rests on in turn. */
  Support supportOf(Premise premise) {
    if (premise instanceof Premise.OfMethod method) {
      return ofSummary(method.method(), method.part());
    } else if (premise instanceof Premise.OfField field) {
      Support support =
          ofPart(knowledge.facts().field(field.field()), field.part())
              .union(knowledge.facts().fieldSupport(field.field()));
      return field.byContract() ? support : support.withoutContracts();
    } else if (premise instanceof Premise.OfArgument argument) {
      MethodScan.Parameter parameter =
          new MethodScan.Parameter(argument.method(), argument.position());
      Support support = ofPart(knowledge.facts().parameter(parameter), argument.part());
      return argument.byContract() ? support : support.withoutContracts();
    }
    return Support.NONE;
  }

  /** Whoever calls a method has shown the contracts that its summary rests on. */
  private Support ofSummary(MethodReference method, Part part) {
    Optional<MethodSummary> summary = knowledge.facts().summary(method);
    if (summary.isEmpty()) {
      return Support.NONE;
    }
    return Summaries.supportOf(summary.get(), part).withoutContracts();
  }

  private static Support ofPart(Optional<Fact> fact, Part part) {
    return fact.map(f -> supportOf(f, part)).orElse(Support.NONE);
  }

  /** What a part of a fact rests on. */
  static Support supportOf(Fact fact, Part part) {
    if (fact instanceof NumberFact number) {
      return part == Part.VALUE ? number.support() : Support.NONE;
    } else if (fact instanceof ReferenceFact reference) {
      return switch (part) {
        case NULLNESS -> reference.nullnessSupport();
        case TYPE -> reference.type().support();
        case VALUE -> reference.length().support();
        case COMPLETION, RELATION, ORDER, EFFECTS -> Support.NONE;
      };
    }
    return Support.NONE;
  }
}
