package org.umbriel.symexec.solver;

import org.umbriel.symexec.term.Terms;

/**
 * Asks a second solver what the first has not decided. Which one answers depends on the query and
 * on counted limits, never on which is faster.
 */
public final class Portfolio implements Solver {
  private final Solver first;
  private final Solver second;
  private final int largest;

  /**
   * Two solvers.
   *
   * @param largest the most terms of a query for the second
   */
  public Portfolio(Solver first, Solver second, int largest) {
    this.first = first;
    this.second = second;
    this.largest = largest;
  }

  @Override
  public Answer check(Query query) {
    Answer answer = first.check(query);
    if (!(answer instanceof Answer.Unknown) || Terms.within(query.conditions()).size() > largest) {
      return answer;
    }
    Answer other = second.check(query);
    return other instanceof Answer.Unknown ? answer : other;
  }
}
