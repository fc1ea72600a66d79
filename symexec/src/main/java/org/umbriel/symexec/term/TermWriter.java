package org.umbriel.symexec.term;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Terms of one factory as bytes, each sent once: {@link TermReader} on the other side numbers them
 * as they come.
 */
public final class TermWriter {
  static final int LITERAL = 0;
  static final int VARIABLE = 1;
  static final int OPERATION = 2;

  /** What stands for a sort or an operator is its place here. */
  static final List<Scalar> SCALARS = List.of(Scalar.values());

  static final List<Operator> OPERATORS = List.of(Operator.values());

  private final Map<Term, Integer> sent = new HashMap<>();
  private final List<Term> terms = new ArrayList<>();

  /**
   * Writes those of some terms, and of the terms within them, that were not written before.
   *
   * @return their numbers on the other side, in their order
   */
  public List<Integer> write(Collection<? extends Term> roots, DataOutput out) throws IOException {
    List<Term> unsent = new ArrayList<>();
    for (Term term : Terms.within(List.copyOf(roots))) {
      if (!sent.containsKey(term)) {
        unsent.add(term);
      }
    }
    out.writeInt(unsent.size());
    for (Term term : unsent) {
      writeOne(term, out);
      sent.put(term, terms.size());
      terms.add(term);
    }
    return roots.stream().map(this::number).toList();
  }

  /** The term with a number. */
  public Term term(int number) {
    return terms.get(number);
  }

  private int number(Term term) {
    Integer number = sent.get(term);
    if (number == null) {
      throw new IllegalArgumentException("an argument that was not written");
    }
    return number;
  }

  private void writeOne(Term term, DataOutput out) throws IOException {
    if (term instanceof Literal literal) {
      out.writeByte(LITERAL);
      writeSort(term.sort(), out);
      out.writeLong(literal.value());
    } else if (term instanceof Variable variable) {
      out.writeByte(VARIABLE);
      writeSort(term.sort(), out);
      out.writeLong(term.range().low());
      out.writeLong(term.range().high());
      out.writeInt(variable.floor());
      byte[] name = variable.name().getBytes(UTF_8);
      out.writeInt(name.length);
      out.write(name);
    } else if (term instanceof Operation operation) {
      out.writeByte(OPERATION);
      writeSort(term.sort(), out);
      out.writeLong(term.range().low());
      out.writeLong(term.range().high());
      out.writeByte(OPERATORS.indexOf(operation.operator()));
      out.writeInt(operation.arguments().size());
      for (Term argument : operation.arguments()) {
        out.writeInt(number(argument));
      }
    }
  }

  /** The scalars of a map's keys, then of its leaf, after their number. */
  private static void writeSort(Sort sort, DataOutput out) throws IOException {
    out.writeByte(sort.arity());
    Sort rest = sort;
    while (rest instanceof MapSort map) {
      out.writeByte(SCALARS.indexOf(map.key()));
      rest = map.value();
    }
    out.writeByte(SCALARS.indexOf(rest.leaf()));
  }
}
