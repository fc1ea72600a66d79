package org.umbriel.symexec.solver;

import org.umbriel.symexec.term.Terms;

/**
 * Asks a second solver what the first has not decided, until that has been in vain too often: the
 * queries of a method resemble each other. Which one answers depends on the queries and on counted
 * limits, never on which is faster.
 */
public final class Portfolio implements Solver {
  private final Solver first;
  private final Solver second;
  private final int largest;
  private int patience;

  /**
   * Two solvers.
   *
   * @param largest the most terms of a query for the second
   * @param patience how many more queries the second may leave open than it answers
   */
  public Portfolio(Solver first, Solver second, int largest, int patience) {
    this.first = first;
    this.second = second;
    this.largest = largest;
    this.patience = patience;
  }

  @Override
  public Answer check(Query query) {
    Answer answer = first.check(query);
    if (!(answer instanceof Answer.Unknown)
        || patience == 0
        || Terms.within(query.conditions()).size() > largest) {
      return answer;
    }
    Answer other = second.check(query);
    if (other instanceof Answer.Unknown) {
      patience--;
      return answer;
    }
    patience++;
    return other;
  }
}
