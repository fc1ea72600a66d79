package org.umbriel.symexec.term;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks over terms; none of them recurses, since a term may be as deep as a method is long. */
public final class Terms {

  private Terms() {}

  /** All distinct terms within some, arguments before what they are arguments of. */
  public static List<Term> within(Collection<Term> roots) {
    Set<Term> seen = new HashSet<>(roots);
    Deque<Term> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Term argument : open.pop().arguments()) {
        if (seen.add(argument)) {
          open.push(argument);
        }
      }
    }
    List<Term> sorted = new ArrayList<>(seen);
    sorted.sort(Comparator.comparingInt(Term::number));
    return sorted;
  }

  /**
   * A map variable applied to all its keys, which is what is left of reads: the variable and the
   * keys.
   */
  public record Application(Variable map, List<Term> keys) {

    /**
     * The application that a term of scalar sort is, if its operator is {@link Operator#SELECT}.
     */
    public static Application of(Operation select) {
      List<Term> keys = new ArrayList<>();
      Term map = select;
      while (map instanceof Operation operation && operation.operator() == Operator.SELECT) {
        keys.add(0, operation.second());
        map = operation.first();
      }
      if (!(map instanceof Variable variable)) {
        throw new IllegalArgumentException("a read that was not resolved");
      }
      return new Application(variable, keys);
    }
  }

  /** A term with some of its subterms replaced, normalised anew. */
  public static List<Term> substitute(
      TermFactory factory, Collection<Term> roots, Map<Term, Term> replacements) {
    Map<Term, Term> done = new HashMap<>(replacements);
    for (Term term : within(roots)) {
      if (!done.containsKey(term)) {
        done.put(
            term, term instanceof Operation operation ? rebuilt(factory, operation, done) : term);
      }
    }
    return roots.stream().map(root -> done.getOrDefault(root, root)).toList();
  }

  private static Term rebuilt(TermFactory factory, Operation operation, Map<Term, Term> done) {
    List<Term> arguments =
        operation.arguments().stream().map(a -> done.getOrDefault(a, a)).toList();
    return arguments.equals(operation.arguments())
        ? operation
        : factory.rebuild(operation, arguments);
  }
}
