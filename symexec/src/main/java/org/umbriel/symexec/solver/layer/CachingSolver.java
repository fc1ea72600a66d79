package org.umbriel.symexec.solver.layer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.StatisticsCounter;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Variable;

/**
 * Remembers answers, and tries the last models on a new query first: the next branch of a path
 * often holds in one of them (KLEE's counterexample cache).
 */
final class CachingSolver implements Solver {
  private static final int MODELS = 12;

  private record Key(Set<Term> conditions, List<Variable> assumptions) {}

  private final Solver next;
  private final StatisticsCounter counter;
  private final Map<Key, Answer> answers = new HashMap<>();
  private final Deque<Model> models = new ArrayDeque<>();

  CachingSolver(Solver next, StatisticsCounter counter) {
    this.next = next;
    this.counter = counter;
  }

  @Override
  public Answer check(Query query) {
    Key key = new Key(new HashSet<>(query.conditions()), query.assumptions());
    Answer known = answers.get(key);
    if (known == null) {
      known = fromModels(query);
    }
    if (known != null) {
      counter.cacheHit();
      return known;
    }
    Answer answer = next.check(query);
    answers.put(key, answer);
    if (answer instanceof Answer.Sat sat) {
      remember(sat.model());
    }
    return answer;
  }

  private @Nullable Answer fromModels(Query query) {
    for (Model model : models) {
      Evaluator evaluator = new Evaluator(model);
      if (query.conditions().stream().allMatch(evaluator::isTrue)
          && query.assumptions().stream().allMatch(evaluator::isTrue)) {
        return new Answer.Sat(model);
      }
    }
    return null;
  }

  private void remember(Model model) {
    models.addFirst(model);
    if (models.size() > MODELS) {
      models.removeLast();
    }
  }
}
