package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.rewriter.pipeline.Edit;
import org.umbriel.rewriter.pipeline.Edits;
import org.umbriel.rewriter.pipeline.Outcome;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceContext;
import org.umbriel.rewriter.pipeline.Tally.Count;
import org.umbriel.shadow.link.Fact;

/**
 * Puts a check before the instructions whose reference the artifact and the JDK don't answer.
 *
 * <p>The facts are those that verification found. What they do answer holds as long as the process
 * has the same JDK and the same classes. For the JDK that was asked when the artifact was
 * rewritten. For the artifact's own classes it is asked when the first code of a class runs, in one
 * comparison of digests for all that the class depends on. Where they differ, and a reference is
 * broken by that, the JVM refuses it at the same instruction as ever; the method's outermost
 * handler then asks the runtime what is wrong.
 */
public final class LinkService implements Service {
  private final World world;
  private final boolean everything;
  private final PackageIndexes indexes = new PackageIndexes();
  private final LinkChecks checks = new LinkChecks();

  /**
   * The service for one artifact.
   *
   * @param everything whether to check at run time what is settled already, too
   */
  public LinkService(World world, boolean everything) {
    this.world = world;
    this.everything = everything;
  }

  @Override
  public Outcome apply(ClassUnit unit, ServiceContext context) {
    indexes.add(unit);
    LinkFacts verified = context.factsOf(unit);
    ClassView user = world.viewOf(unit);
    List<Assumed> facts = AssumedFacts.of(unit, verified);
    List<Assumed> open = new ArrayList<>();
    Reliance reliance = new Reliance(unit, facts);
    Set<String> met = new HashSet<>();
    for (Assumed fact : facts) {
      boolean own = Settler.isOwn(user, fact);
      met.clear();
      if (everything || (!own && !Settler.isSettled(world, user, fact, met))) {
        open.add(fact);
      } else if (!own && !met.isEmpty()) {
        reliance.add(fact, met);
      }
    }
    reliance.addProof(world.ownAmong(verified.consulted()));
    context.tally().add(Count.LINK_REFERENCES, facts.size());
    context.tally().add(Count.LINK_SETTLED, facts.size() - open.size());
    List<Edit> edits = new ArrayList<>(comparison(unit, reliance, context));
    edits.addAll(checks(unit, open, context));
    edits.addAll(
        reliance.explained(
            List.of(LinkChecks.call(context.runtime().explainLink()), new Instruction.Throw())));
    return Outcome.of(new Edits(edits));
  }

  /** One comparison for all classes that this one depends on, at its first scope. */
  private List<Edit> comparison(ClassUnit unit, Reliance reliance, ServiceContext context) {
    SortedSet<String> classes = reliance.classes();
    Optional<Integer> number =
        classes.isEmpty()
            ? Optional.empty()
            : checks.number(unit, classes, world.digestOf(classes));
    if (number.isEmpty()) {
      return List.of();
    }
    context.tally().add(Count.LINK_COMPARED, 1);
    return reliance.atFirst(LinkChecks.code(context.runtime(), number.get()));
  }

  private record Block(MethodReference method, int ordinal) {}

  /** One check a reference and basic block: what was checked at its start still holds behind. */
  private List<Edit> checks(ClassUnit unit, List<Assumed> facts, ServiceContext context) {
    Map<MethodReference, ControlFlowGraph> graphs = new HashMap<>();
    for (MethodCode method : unit.methods()) {
      if (method.hasCode() && !facts.isEmpty()) {
        graphs.put(method.reference(), ControlFlowGraph.of(method));
      }
    }
    List<Edit> edits = new ArrayList<>();
    for (Assumed fact : facts) {
      String against = world.foundIn(fact.ownerClass());
      Optional<Integer> number =
          checks.number(
              unit, new Fact(fact.kind(), fact.owner(), fact.name(), fact.descriptor(), against));
      if (number.isEmpty()) {
        continue;
      }
      Set<Block> checked = new HashSet<>();
      for (Assumed.Place place : fact.places()) {
        Optional<Block> block =
            Optional.ofNullable(graphs.get(place.method()))
                .map(g -> new Block(place.method(), g.blockAt(place.instruction()).ordinal()));
        if (block.isEmpty() || checked.contains(block.get())) {
          continue;
        }
        if (!place.unlessNull()) {
          checked.add(block.get());
        }
        List<Instruction> code =
            place.unlessNull()
                ? LinkChecks.codeUnlessNull(context.runtime(), number.get())
                : LinkChecks.code(context.runtime(), number.get());
        edits.add(new Edit.InsertBefore(place.method(), place.instruction(), code));
      }
      context.tally().add(Count.LINK_INSERTED, 1);
    }
    return edits;
  }

  @Override
  public List<Entry> finish(ServiceContext context) {
    List<Entry> entries = new ArrayList<>(indexes.entries());
    checks.table(context.runtime(), List.copyOf(entries)).ifPresent(entries::add);
    return entries;
  }
}
