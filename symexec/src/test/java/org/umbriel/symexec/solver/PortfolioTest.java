package org.umbriel.symexec.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PortfolioTest {
  private static final Query QUERY = new Query(List.of(), List.of());
  private static final Answer OPEN = new Answer.Unknown(Answer.Cause.LIMIT);
  private static final Answer HOLDS = new Answer.Unsat(Set.of());

  @Test
  void secondIsAskedUntilItHasLeftTooMuchOpen() {
    Iterator<Answer> second = List.of(OPEN, HOLDS, OPEN, OPEN, HOLDS).iterator();
    Portfolio portfolio = new Portfolio(query -> OPEN, query -> second.next(), 100, 2);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      answers.add(portfolio.check(QUERY));
    }
    assertEquals(List.of(OPEN, HOLDS, OPEN, OPEN, OPEN, OPEN), answers);
    assertEquals(HOLDS, second.next(), "what it was not asked");
  }
}
