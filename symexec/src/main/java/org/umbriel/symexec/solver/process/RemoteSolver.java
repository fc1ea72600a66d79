package org.umbriel.symexec.solver.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.wire.AnswerCodec;
import org.umbriel.symexec.solver.wire.Frames;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermWriter;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/** Asks a worker. Each term is sent once, unless the worker has been replaced meanwhile. */
final class RemoteSolver implements Solver {
  /** The request that comes before the first query. */
  static final byte[] OPENING = {Frames.OPEN};

  private final ProcessLane lane;
  private final int largestQuery;
  private TermWriter terms = new TermWriter();

  /** What is sent. */
  interface Request {
    /**
     * The bytes.
     *
     * @param isFirst whether the other side knows no terms
     */
    byte[] bytes(boolean isFirst) throws IOException;
  }

  RemoteSolver(ProcessLane lane, int largestQuery) {
    this.lane = lane;
    this.largestQuery = largestQuery;
  }

  @Override
  public Answer check(Query query) {
    if (Terms.within(query.conditions()).size() > largestQuery) {
      return new Answer.Unknown(Answer.Cause.LIMIT);
    }
    try {
      byte[] answer = lane.ask(this, isFirst -> request(query, isFirst));
      return read(new DataInputStream(new ByteArrayInputStream(answer)));
    } catch (IOException e) {
      return new Answer.Unknown(lane.lost());
    }
  }

  private byte[] request(Query query, boolean isFirst) throws IOException {
    if (isFirst) {
      terms = new TermWriter();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(Frames.CHECK);
    List<Term> roots = new ArrayList<>(query.conditions());
    roots.addAll(query.assumptions());
    List<Integer> numbers = terms.write(roots, out);
    int conditions = query.conditions().size();
    writeNumbers(numbers.subList(0, conditions), out);
    writeNumbers(numbers.subList(conditions, numbers.size()), out);
    return bytes.toByteArray();
  }

  private static void writeNumbers(List<Integer> numbers, DataOutputStream out) throws IOException {
    out.writeInt(numbers.size());
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private Answer read(DataInputStream in) throws IOException {
    Answer answer = AnswerCodec.read(in, number -> (Variable) terms.term(number));
    String missing = in.readUTF();
    if (!missing.isEmpty()) {
      lane.complain("there is no cvc5 on this machine, so Z3 is alone: " + missing);
    }
    return answer;
  }
}
