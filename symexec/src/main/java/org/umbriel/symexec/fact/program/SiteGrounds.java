package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;
import org.umbriel.symexec.summary.Ground;

/** A check site {@code ->} what the facts say of it: why it holds, or how far the reasons go. */
final class SiteGrounds {
  private static final int DEPTH = 4;

  private final ProgramKnowledge knowledge;
  private final Closure closure;
  private final Set<MethodCode> followed = new HashSet<>();

  SiteGrounds(ProgramKnowledge knowledge, Closure closure) {
    this.knowledge = knowledge;
    this.closure = closure;
  }

  /** Statements about a site's value; empty if no state reaches it. */
  List<Ground> of(MethodCode method, CheckSite site) {
    List<Ground> found = new ArrayList<>();
    Optional<ValueGraph> graph = knowledge.context().graphs().of(method);
    if (graph.isEmpty()) {
      return found;
    }
    ProgramWorld world = new ProgramWorld(knowledge, method);
    SiteJudge judge = new SiteJudge(graph.get(), world, knowledge.context(), List.of(site));
    world.run(
        graph.get(),
        new Observer() {
          @Override
          public void before(int instruction, State state) {
            if (instruction == site.instruction()) {
              explain(judge, site, graph.get(), state, found);
            }
          }
        });
    return found;
  }

  private void explain(
      SiteJudge judge, CheckSite site, ValueGraph graph, State state, List<Ground> found) {
    ValueText texts = new ValueText(graph);
    int subject = state.canonical(judge.subject(site));
    String value = texts.of(subject);
    Optional<Support> proof = judge.prove(site, state);
    if (proof.isPresent()) {
      found.add(new Ground(claim(site, value, subject, state), grounds(proof.get())));
    } else if (state.contradiction().isPresent()) {
      found.add(new Ground("no path gets here", grounds(state.contradiction().get())));
    } else {
      found.add(
          new Ground("not enough is known of " + value, followed(graph, state, subject, DEPTH)));
    }
  }

  private List<Ground> grounds(Support support) {
    return new Grounds(knowledge, closure).of(support);
  }

  private static String claim(CheckSite site, String value, int subject, State state) {
    return switch (site.kind()) {
      case NULL_DEREFERENCE, PRECONDITION -> value + " is not null";
      case ARRAY_BOUNDS -> value + " is at least 0 and less than the array's length";
      case DIVISION_BY_ZERO -> value + " is not 0";
      case NEGATIVE_ARRAY_SIZE -> value + " is " + Grounds.range(state.number(subject).interval());
      case CLASS_CAST, ARRAY_STORE -> value + " is of the class asked for, or null";
      case ILLEGAL_MONITOR -> value + " was entered here and not left since";
      case ASSERTION, UNCAUGHT, LINK, ACCESS, SHADOW -> "it holds";
    };
  }

  /** Where a value of which too little is known comes from, through the program's own methods. */
  private List<Ground> followed(ValueGraph graph, State state, int value, int depth) {
    List<Ground> found = new ArrayList<>();
    if (depth > 0
        && graph.definition(value) instanceof Definition.Result result
        && graph.method().instruction(result.instruction()) instanceof Instruction.Invoke call) {
      ReferenceFact receiver =
          call.isStatic()
              ? ReferenceFact.ANY
              : state.reference(graph.operand(result.instruction(), 0));
      Optional<MethodCode> certain =
          knowledge
              .context()
              .targets()
              .certain(graph.method(), call, receiver)
              .map(t -> t.method());
      List<MethodCode> targets =
          certain
              .map(List::of)
              .or(() -> knowledge.overrides().implementations(call.method()))
              .orElse(List.of());
      targets.stream()
          .filter(t -> knowledge.context().program().contains(t.owner()) && followed.add(t))
          .forEach(t -> found.addAll(returned(t, depth - 1)));
    }
    return found;
  }

  /** The results of a method that are not known to be objects. */
  private List<Ground> returned(MethodCode method, int depth) {
    List<Ground> found = new ArrayList<>();
    Optional<ValueGraph> graph = knowledge.context().graphs().of(method);
    if (graph.isEmpty()) {
      return found;
    }
    ValueText texts = new ValueText(graph.get());
    Set<Integer> values = new HashSet<>();
    new ProgramWorld(knowledge, method)
        .run(
            graph.get(),
            new Observer() {
              @Override
              public void before(int instruction, State state) {}

              @Override
              public void returns(int instruction, int value, State state) {
                if (value == ValueGraph.NONE || state.reference(value).isNonNull()) {
                  return;
                }
                int canonical = state.canonical(value);
                if (values.add(canonical)) {
                  String text =
                      JavaNames.method(method.reference())
                          + (state.reference(value).isNull()
                              ? " returns null"
                              : " returns " + texts.of(canonical))
                          + (method.line(instruction) > 0
                              ? ", line " + method.line(instruction)
                              : "");
                  found.add(new Ground(text, followed(graph.get(), state, canonical, depth)));
                }
              }
            });
    return found;
  }
}
