package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.method.MethodAnalysis;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * Summaries of the JDK's and the class path's methods, made from their code when they are asked
 * for. A method is analysed with its callees' summaries of the depth below; at depth 0 nothing is
 * known. So a summary does not depend on who asks, or in which order.
 */
final class LibraryFacts {
  private static final int DEPTH = 4;
  private static final int LARGEST = 600;

  private record Key(MethodReference method, int depth) {}

  private final Context context;
  private final Map<Key, MethodSummary> known = new HashMap<>();

  LibraryFacts(Context context) {
    this.context = context;
  }

  MethodSummary summary(MethodCode method) {
    return summary(method, DEPTH);
  }

  private MethodSummary summary(MethodCode method, int depth) {
    Key key = new Key(method.reference(), depth);
    MethodSummary summary = known.get(key);
    if (summary == null) {
      summary = find(method, depth);
      known.put(key, summary);
    }
    return summary;
  }

  private MethodSummary find(MethodCode method, int depth) {
    MethodSummary unknown =
        MethodSummary.unknown(context.declared().of(method.type().returnType()));
    if (depth == 0 || method.instructions().size() > LARGEST) {
      return unknown;
    }
    Optional<ValueGraph> graph = context.graphs().of(method);
    if (graph.isEmpty()) {
      return unknown;
    }
    LibraryWorld world = new LibraryWorld(method, depth);
    SummaryRecorder recorder = new SummaryRecorder(graph.get(), world);
    List<FieldUnit> fields =
        context.program().find(method.owner()).map(ClassUnit::fields).orElse(List.of());
    if (!MethodAnalysis.run(graph.get(), world, fields, recorder)) {
      return unknown;
    }
    context.graphs().forget(method);
    return Summaries.restingOn(recorder.summary(), context.targets().code(method.owner()));
  }

  private final class LibraryWorld extends BaseWorld {
    private final int depth;

    LibraryWorld(MethodCode method, int depth) {
      super(LibraryFacts.this.context, method);
      this.depth = depth;
    }

    @Override
    public Fact argument(int position) {
      if (!method.isStatic() && position == 0) {
        return receiver();
      }
      return declared(method.type().parameters().get(position - (method.isStatic() ? 0 : 1)));
    }

    @Override
    public Optional<Fact> content(FieldUnit field) {
      if (field.isStatic()
          && field.isFinal()
          && field.constantValue().isPresent()
          && field.constantValue().get() instanceof Constant.IntConstant constant) {
        return Optional.of(
            new NumberFact(Interval.of(constant.value()), context.targets().code(field.owner())));
      }
      return Optional.of(declared(field.descriptor()));
    }

    @Override
    public Optional<MethodSummary> call(
        int instruction, Instruction.Invoke call, IntFunction<ReferenceFact> operands) {
      ReferenceFact receiver = receiver(call, operands);
      Fact declared = declared(MethodDescriptor.parse(call.method().descriptor()).returnType());
      return builtIn(call, receiver, declared)
          .or(
              () ->
                  context
                      .targets()
                      .certain(method, call, receiver)
                      .map(t -> Summaries.restingOn(summary(t.method(), depth - 1), t.support())))
          .or(() -> Optional.of(MethodSummary.unknown(declared)));
    }
  }
}
