package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.Map;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NoFact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.Types;

/**
 * What a descriptor says of a value. The verifier vouches for classes; any object passes for an
 * interface (JVMS 4.10.1.2), so what rests on one rests on compilers having put no other there.
 */
final class DeclaredTypes {
  private final Types types;
  private final Premises premises;
  private final Map<String, Fact> known = new HashMap<>();
  private final Map<String, Fact> results = new HashMap<>();

  DeclaredTypes(Types types, Premises premises) {
    this.types = types;
    this.premises = premises;
  }

  Fact of(String descriptor) {
    return known.computeIfAbsent(descriptor, this::find);
  }

  /** What a method's descriptor says of its result. */
  Fact ofResult(String descriptor) {
    return results.computeIfAbsent(descriptor, d -> of(MethodDescriptor.parse(d).returnType()));
  }

  private Fact find(String descriptor) {
    if (!MethodDescriptor.isReference(descriptor)) {
      return switch (descriptor.charAt(0)) {
        case 'Z', 'B', 'S', 'C', 'I', 'J' -> NumberFact.of(Interval.ofType(descriptor.charAt(0)));
        default -> NoFact.NOTHING;
      };
    }
    String type = Program.internalName(descriptor);
    if (types.isUnverified(type)) {
      return ReferenceFact.of(type, false, premises.assuming(new Assumption.NoHeapPollution()));
    }
    boolean leaf = types.isLeaf(type);
    return ReferenceFact.of(type, leaf, leaf ? codeOf(type) : Support.NONE);
  }

  /** That a class is final is said by its own file. */
  private Support codeOf(String type) {
    String element = type.substring(type.lastIndexOf('[') + 1);
    if (type.startsWith("[")) {
      return element.startsWith("L")
          ? premises.of(new Premise.Code(Program.internalName(element)))
          : Support.NONE;
    }
    return premises.of(new Premise.Code(element));
  }
}
