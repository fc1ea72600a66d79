package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * Summaries of the JDK's and the class path's methods, made from their code when they are asked
 * for. A method is analysed with its callees' summaries of the depth below; at depth 0 nothing is
 * known. So a summary does not depend on who asks, or in which order.
 */
final class LibraryFacts {
  private static final int DEPTH = 4;
  private static final int LARGEST = 600;

  /**
   * @param statics whether the platform's static finals have been written
   */
  private record Key(MethodReference method, int depth, boolean statics) {}

  private final Context context;
  private final Map<Key, MethodSummary> known = new HashMap<>();
  private final Map<String, Map<FieldReference, Fact>> initialised = new HashMap<>();

  LibraryFacts(Context context) {
    this.context = context;
  }

  MethodSummary summary(MethodCode method) {
    return summary(method, DEPTH, true);
  }

  private MethodSummary summary(MethodCode method, int depth, boolean statics) {
    Key key = new Key(method.reference(), depth, statics);
    MethodSummary summary = known.get(key);
    if (summary == null) {
      summary = find(method, depth, statics);
      known.put(key, summary);
    }
    return summary;
  }

  private MethodSummary find(MethodCode method, int depth, boolean statics) {
    MethodSummary unknown =
        MethodSummary.unknown(context.declared().of(method.type().returnType()));
    if (depth == 0 || method.instructions().size() > LARGEST) {
      return unknown;
    }
    Optional<ValueGraph> graph = context.graphs().of(method);
    if (graph.isEmpty()) {
      return unknown;
    }
    LibraryWorld world = new LibraryWorld(method, depth, statics);
    SummaryRecorder recorder = new SummaryRecorder(graph.get(), world);
    if (!world.run(graph.get(), recorder)) {
      return unknown;
    }
    context.graphs().forget(method);
    return Summaries.restingOn(recorder.summary(), context.targets().code(method.owner()));
  }

  /**
   * A field of a library. Of static finals of the platform it counts that their class initialiser
   * leaves an object there, as far as it shows that without looking at any static final, since it
   * may read them early. Nothing else counts: the VM itself writes some, such as {@code
   * System.out}, later.
   */
  Fact content(FieldUnit field) {
    Fact declared = context.declared().of(field.descriptor());
    boolean isShown =
        field.isStatic() && field.isFinal() && Closure.isOfPlatform(field.owner(), context);
    Optional<MethodCode> initialiser =
        context.program().find(field.owner()).flatMap(u -> u.method("<clinit>", "()V"));
    if (!isShown || initialiser.isEmpty() || !(declared instanceof ReferenceFact type)) {
      return declared;
    }
    Map<FieldReference, Fact> written = initialised.get(field.owner());
    if (written == null) {
      written = written(initialiser.get());
      initialised.put(field.owner(), written);
    }
    if (written.get(field.reference()) instanceof ReferenceFact found && found.isNonNull()) {
      Support code = context.targets().code(field.owner());
      return type.withNullness(Nullness.NON_NULL, found.nullnessSupport().union(code));
    }
    return declared;
  }

  /** What a class initialiser writes, if all of it can be followed. */
  private Map<FieldReference, Fact> written(MethodCode initialiser) {
    Optional<ValueGraph> graph = context.graphs().of(initialiser);
    if (graph.isEmpty() || initialiser.instructions().size() > LARGEST * 4) {
      return Map.of();
    }
    Map<FieldReference, Fact> found = new HashMap<>();
    boolean finished =
        new LibraryWorld(initialiser, DEPTH, false)
            .run(
                graph.get(),
                new Observer() {
                  @Override
                  public void before(int instruction, State state) {
                    if (initialiser.instruction(instruction)
                            instanceof Instruction.FieldAccess access
                        && access.isStatic()
                        && access.isWrite()) {
                      Fact value = state.export(graph.get().operand(instruction, 0));
                      found.merge(access.field(), value, (a, b) -> a.join(b, context.types()));
                    }
                  }
                });
    context.graphs().forget(initialiser);
    return finished ? found : Map.of();
  }

  private final class LibraryWorld extends BaseWorld {
    private final int depth;
    private final boolean statics;

    LibraryWorld(MethodCode method, int depth, boolean statics) {
      super(LibraryFacts.this.context, method);
      this.depth = depth;
      this.statics = statics;
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
      boolean isKnown = statics && !method.isClassInitializer();
      return Optional.of(isKnown ? LibraryFacts.this.content(field) : declared(field.descriptor()));
    }

    @Override
    public Optional<MethodSummary> call(
        int instruction, Instruction.Invoke call, IntFunction<ReferenceFact> operands) {
      ReferenceFact receiver = receiver(call, operands);
      Fact declared = context.declared().ofResult(call.method().descriptor());
      return builtIn(call, receiver, declared)
          .or(
              () ->
                  context
                      .targets()
                      .certain(method, call, receiver)
                      .map(
                          t ->
                              Summaries.restingOn(
                                  summary(t.method(), depth - 1, statics), t.support())))
          .or(() -> Optional.of(MethodSummary.unknown(declared)));
    }
  }
}
