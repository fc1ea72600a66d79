package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.symexec.fact.method.Observer;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.ValueGraph;
import org.umbriel.symexec.summary.Suggestion;

/**
 * Sites left in {@code ->} what would settle most of them. The values that the sites are about name
 * the candidates; each of the most frequent is then supposed, and the methods are judged again.
 */
final class Guidance {
  private static final int CANDIDATES = 40;

  private final ProgramKnowledge knowledge;
  private final Map<Hypothesis, Map<MethodCode, List<CheckSite>>> candidates =
      new LinkedHashMap<>();

  Guidance(ProgramKnowledge knowledge) {
    this.knowledge = knowledge;
  }

  /** Suggestions, the best first. */
  List<Suggestion> of(Map<MethodCode, List<CheckSite>> open) {
    open.forEach(this::collect);
    return candidates.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> -sites(e.getValue())))
        .limit(CANDIDATES)
        .map(e -> new Suggestion(e.getKey().advice(), settled(e.getKey(), e.getValue())))
        .filter(s -> s.sites() > 0)
        .sorted(Comparator.comparingInt(Suggestion::sites).reversed())
        .toList();
  }

  private static int sites(Map<MethodCode, List<CheckSite>> byMethod) {
    return byMethod.values().stream().mapToInt(List::size).sum();
  }

  private void collect(MethodCode method, List<CheckSite> sites) {
    Optional<ValueGraph> graph = knowledge.context().graphs().of(method);
    if (graph.isEmpty()) {
      return;
    }
    ProgramWorld world = new ProgramWorld(knowledge, method);
    SiteJudge judge = new SiteJudge(graph.get(), world, knowledge.context(), sites);
    world.run(
        graph.get(),
        new Observer() {
          @Override
          public void before(int instruction, State state) {
            for (CheckSite site : sites) {
              if (site.instruction() == instruction) {
                int subject = state.canonical(judge.subject(site));
                Hypothesis.of(subject, graph.get(), knowledge.context())
                    .ifPresent(h -> add(h, method, site));
              }
            }
          }
        });
  }

  private void add(Hypothesis hypothesis, MethodCode method, CheckSite site) {
    candidates
        .computeIfAbsent(hypothesis, k -> new LinkedHashMap<>())
        .computeIfAbsent(method, k -> new ArrayList<>())
        .add(site);
  }

  private int settled(Hypothesis hypothesis, Map<MethodCode, List<CheckSite>> byMethod) {
    int[] settled = new int[1];
    byMethod.forEach(
        (method, sites) -> {
          ValueGraph graph = knowledge.context().graphs().of(method).orElseThrow();
          ProgramWorld world = hypothesis.world(knowledge, method);
          SiteJudge judge = new SiteJudge(graph, world, knowledge.context(), sites);
          if (world.run(graph, judge)) {
            settled[0] += judge.proven();
          }
        });
    return settled[0];
  }
}
