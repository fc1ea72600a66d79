package org.umbriel.symexec.term;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same terms in another factory, from the bytes of one {@link TermWriter}. */
public final class TermReader {
  private final TermFactory factory = new TermFactory();
  private final List<Term> terms = new ArrayList<>();
  private final Map<Variable, Integer> variables = new HashMap<>();

  /** The factory that the terms belong to. */
  public TermFactory factory() {
    return factory;
  }

  /** Reads what one call of {@link TermWriter#write} has written. */
  public void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Term term = readOne(in);
      if (term instanceof Variable variable) {
        variables.put(variable, terms.size());
      }
      terms.add(term);
    }
  }

  /** The term with a number. */
  public Term term(int number) {
    return terms.get(number);
  }

  /** The number of a variable that was read. */
  public int number(Variable variable) {
    Integer number = variables.get(variable);
    if (number == null) {
      throw new IllegalArgumentException(variable.name() + " was not read");
    }
    return number;
  }

  /** Taken as it is: the rules have been applied where it was made. */
  private Term readOne(DataInput in) throws IOException {
    int kind = in.readByte();
    Sort sort = readSort(in);
    if (kind == TermWriter.LITERAL) {
      return factory.literal((Scalar) sort, in.readLong());
    }
    Range range = new Range(in.readLong(), in.readLong());
    if (kind == TermWriter.VARIABLE) {
      int floor = in.readInt();
      byte[] name = new byte[in.readInt()];
      in.readFully(name);
      return factory.variable(new String(name, UTF_8), sort, range, floor);
    }
    Operator operator = TermWriter.OPERATORS.get(in.readByte());
    List<Term> arguments = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      arguments.add(term(in.readInt()));
    }
    return factory.intern(operator, sort, range, List.copyOf(arguments));
  }

  private static Sort readSort(DataInput in) throws IOException {
    int arity = in.readByte();
    List<Scalar> keys = new ArrayList<>();
    for (int i = 0; i < arity; i++) {
      keys.add(TermWriter.SCALARS.get(in.readByte()));
    }
    Sort sort = TermWriter.SCALARS.get(in.readByte());
    for (int i = arity - 1; i >= 0; i--) {
      sort = new MapSort(keys.get(i), sort);
    }
    return sort;
  }
}
