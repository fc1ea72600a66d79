package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.rewriter.pipeline.Companion;
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
 * <p>A reference that they do answer costs nothing on the way: it can break only where the process
 * has another JDK or another copy of a class, and there the JVM refuses it at the same instruction.
 * The method's outermost handler then asks the runtime, which makes the check after all, and throws
 * ours.
 */
public final class LinkService implements Service {
  private static final String LINKAGE_ERROR = "java/lang/LinkageError";

  private final World world;
  private final boolean everything;
  private final PackageIndexes indexes = new PackageIndexes();

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
    ClassView user = ClassView.of(unit);
    List<LinkFact> open = new ArrayList<>();
    List<LinkFact> settled = new ArrayList<>();
    List<LinkFact> facts = LinkFacts.of(unit);
    for (LinkFact fact : facts) {
      boolean own = Settler.isOwn(user, fact);
      if (everything || (!own && !Settler.isSettled(world, user, fact))) {
        open.add(fact);
      } else if (!own) {
        settled.add(fact);
      }
    }
    context.tally().add(Count.LINK_REFERENCES, facts.size());
    context.tally().add(Count.LINK_SETTLED, facts.size() - open.size());
    List<Edit> edits = new ArrayList<>(checks(unit, open, context));
    edits.addAll(explanations(unit, settled, context));
    return Outcome.of(new Edits(edits));
  }

  private record Block(MethodReference method, int ordinal) {}

  /** One check a reference and basic block: what was checked at its start still holds behind. */
  private List<Edit> checks(ClassUnit unit, List<LinkFact> facts, ServiceContext context) {
    Map<MethodReference, ControlFlowGraph> graphs = new HashMap<>();
    for (MethodCode method : unit.methods()) {
      if (method.hasCode()) {
        graphs.put(method.reference(), ControlFlowGraph.of(method));
      }
    }
    List<Edit> edits = new ArrayList<>();
    for (LinkFact fact : facts) {
      Companion companion = context.companion(unit);
      String against = world.foundIn(fact.ownerClass());
      Fact check = new Fact(fact.kind(), fact.owner(), fact.name(), fact.descriptor(), against);
      Set<Block> checked = new HashSet<>();
      int before = edits.size();
      for (LinkFact.Place place : fact.places()) {
        Optional<Block> block =
            Optional.ofNullable(graphs.get(place.method()))
                .map(g -> new Block(place.method(), g.blockAt(place.instruction()).ordinal()));
        if (block.isEmpty() || checked.contains(block.get())) {
          continue;
        }
        if (!place.unlessNull()) {
          checked.add(block.get());
        }
        code(companion, check, place)
            .ifPresent(
                c -> edits.add(new Edit.InsertBefore(place.method(), place.instruction(), c)));
      }
      context.tally().add(Count.LINK_INSERTED, edits.size() > before ? 1 : 0);
    }
    return edits;
  }

  private static Optional<List<Instruction>> code(
      Companion companion, Fact check, LinkFact.Place place) {
    return place.unlessNull()
        ? companion
            .linkUnlessNull(check)
            .map(m -> List.of(new Instruction.StackOperation(Opcode.DUP), callStatic(m)))
        : companion.link(check).map(m -> List.of(callStatic(m)));
  }

  private static Instruction callStatic(MethodReference method) {
    return new Instruction.Invoke(Opcode.INVOKESTATIC, method, false);
  }

  private List<Edit> explanations(ClassUnit unit, List<LinkFact> settled, ServiceContext context) {
    Map<MethodReference, List<Integer>> places = new HashMap<>();
    for (LinkFact fact : settled) {
      for (LinkFact.Place place : fact.places()) {
        places.computeIfAbsent(place.method(), m -> new ArrayList<>()).add(place.instruction());
      }
    }
    List<Instruction> handler =
        List.of(callStatic(context.runtime().explainLink()), new Instruction.Throw());
    List<Edit> edits = new ArrayList<>();
    for (MethodCode method : unit.methods()) {
      int first = afterConstruction(method);
      int[] covered =
          places.getOrDefault(method.reference(), List.of()).stream()
              .mapToInt(Integer::intValue)
              .filter(i -> i >= first)
              .sorted()
              .toArray();
      if (covered.length > 0 && !hasSubroutines(method)) {
        edits.add(
            new Edit.Wrap(
                method.reference(),
                covered[0],
                covered[covered.length - 1] + 1,
                LINKAGE_ERROR,
                handler));
      }
    }
    return edits;
  }

  /**
   * Before a constructor has called another, no handler may cover its code (JVMS 4.10.1.6: the
   * handler's frame would have to hold an object under construction).
   */
  private static int afterConstruction(MethodCode method) {
    int first = 0;
    for (int i = 0; method.isConstructor() && i < method.instructions().size(); i++) {
      if (method.instruction(i) instanceof Instruction.Invoke call
          && call.opcode() == Opcode.INVOKESPECIAL
          && call.method().isConstructor()) {
        first = i + 1;
      }
    }
    return first;
  }

  private static boolean hasSubroutines(MethodCode method) {
    return method.instructions().stream().anyMatch(i -> i instanceof Instruction.CallSubroutine);
  }

  @Override
  public List<Entry> finish(ServiceContext context) {
    return indexes.entries();
  }
}
