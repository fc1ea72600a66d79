package org.umbriel.symexec.solver.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Term;

/**
 * Constraints {@code x - y <= c} between whole numbers that do not wrap around, as edges of a graph
 * (Cormen et al., Introduction to Algorithms, 24.4): there is a solution if no cycle is negative,
 * and then the shortest distances are one. Edges can be taken back.
 */
final class Differences {
  /** Bounds beyond this one are left out, so that sums of them do not overflow. */
  private static final long LARGEST = 1L << 50;

  private static final int ZERO = 0;

  private final Map<Term, Integer> nodes = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private long[] distances = {0};

  /** {@code to - from <= weight}. */
  private record Edge(int from, int to, long weight) {}

  /** A node's value and a constant. */
  private record Sum(int node, long offset) {}

  /** To come back to with {@link #undo}. */
  int mark() {
    return edges.size();
  }

  void undo(int mark) {
    edges.subList(mark, edges.size()).clear();
  }

  int size() {
    return nodes.size();
  }

  /** Requires {@code a - b <= most}. */
  void require(Term a, Term b, long most) {
    Sum left = sum(a);
    Sum right = sum(b);
    long weight = most - left.offset() + right.offset();
    if (Math.abs(weight) <= 4 * LARGEST) {
      edges.add(new Edge(right.node(), left.node(), weight));
    }
  }

  /** Whether terms of this size can be compared here. */
  static boolean isComparable(Term term) {
    return !(term instanceof Literal literal) || Math.abs(literal.value() / 2) < LARGEST / 2;
  }

  private Sum sum(Term term) {
    if (term instanceof Literal literal) {
      return new Sum(ZERO, literal.value());
    }
    if (term instanceof Operation operation) {
      Term first = operation.arguments().get(0);
      if (operation.operator() == Operator.TO_LONG) {
        return sum(first);
      }
      if (operation.operator() == Operator.ADD
          && operation.arguments().get(1) instanceof Literal literal
          && isExact(first.range(), literal.value(), operation)) {
        Sum sum = sum(first);
        return new Sum(sum.node(), sum.offset() + literal.value());
      }
    }
    return new Sum(node(term), 0);
  }

  private static boolean isExact(Range range, long added, Term sum) {
    return range.low() > -LARGEST
        && range.high() < LARGEST
        && Math.abs(added / 2) < LARGEST / 2
        && sum.range().low() == range.low() + added
        && sum.range().high() == range.high() + added;
  }

  private int node(Term term) {
    Integer known = nodes.get(term);
    if (known != null) {
      return known;
    }
    int node = nodes.size() + 1;
    nodes.put(term, node);
    return node;
  }

  /** Adds the bounds of all terms; before any edge that may be taken back. */
  void requireRanges() {
    nodes.forEach(
        (term, node) -> {
          if (term.range().high() < LARGEST) {
            edges.add(new Edge(ZERO, node, term.range().high()));
          }
          if (term.range().low() > -LARGEST) {
            edges.add(new Edge(node, ZERO, -term.range().low()));
          }
        });
  }

  /** Makes a term known whose bounds {@link #requireRanges} adds. */
  void declare(Term term) {
    sum(term);
  }

  /** Whether there is a solution, which then is the current one. */
  boolean isSolvable() {
    long[] found = new long[nodes.size() + 1];
    boolean changed = true;
    for (int round = 0; changed; round++) {
      if (round > found.length) {
        return false;
      }
      changed = false;
      for (Edge edge : edges) {
        long through = found[edge.from()] + edge.weight();
        if (through < found[edge.to()]) {
          found[edge.to()] = through;
          changed = true;
        }
      }
    }
    distances = found;
    return true;
  }

  /** A term's value in the current solution. */
  long value(Term term) {
    Sum sum = sum(term);
    return distances[sum.node()] - distances[ZERO] + sum.offset();
  }

  /** The terms that are no sums. */
  Iterable<Term> terms() {
    return nodes.keySet();
  }
}
