package org.umbriel.symexec.solver.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Portfolio;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.ScriptPortfolio;
import org.umbriel.symexec.solver.Scripts;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.cvc5.Cvc5;
import org.umbriel.symexec.solver.cvc5.Cvc5Scripts;
import org.umbriel.symexec.solver.cvc5.Cvc5Solver;
import org.umbriel.symexec.solver.wire.AnswerCodec;
import org.umbriel.symexec.solver.wire.Frames;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;
import org.umbriel.symexec.solver.z3.Z3Scripts;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermReader;
import org.umbriel.symexec.term.Variable;

/** {@code request -> answer}: Z3, and cvc5 for what Z3 leaves open. */
final class Requests {
  private @Nullable Z3Lane lane;
  private Solver solver = query -> new Answer.Unknown(Answer.Cause.FAILED);
  private Frames.Who who = Frames.Who.BOTH;
  private int limitOfCvc5;
  private int largestForCvc5;
  private int patienceWithCvc5;
  private TermReader terms = new TermReader();

  /** Deals with one request; the answer is empty if there is none. */
  byte[] handle(byte[] frame) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte kind = in.readByte();
    switch (kind) {
      case Frames.LANE -> startLane(in);
      case Frames.OPEN -> open();
      case Frames.CHECK -> check(in, out);
      case Frames.SCRIPT -> script(in, out);
      default -> throw new IOException("no request begins with " + kind);
    }
    return bytes.toByteArray();
  }

  private void startLane(DataInputStream in) throws IOException {
    if (lane != null) {
      lane.close();
    }
    who = Frames.Who.valueOf(in.readUTF());
    lane = new Z3Lane(new Z3Limits(in.readInt(), in.readInt(), in.readInt()));
    limitOfCvc5 = in.readInt();
    largestForCvc5 = in.readInt();
    patienceWithCvc5 = in.readInt();
  }

  private void open() {
    if (lane == null) {
      throw new IllegalStateException("no lane");
    }
    terms = new TermReader();
    Solver z3 = lane.openAlone();
    Solver cvc5 = this::askCvc5;
    solver =
        switch (who) {
          case Z3 -> z3;
          case CVC5 -> cvc5;
          case BOTH -> new Portfolio(z3, cvc5, largestForCvc5, patienceWithCvc5);
        };
  }

  private Answer askCvc5(Query query) {
    return Cvc5.missing().isPresent()
        ? new Answer.Unknown(Answer.Cause.INCOMPLETE)
        : new Cvc5Solver(limitOfCvc5).check(query);
  }

  private void check(DataInputStream in, DataOutputStream out) throws IOException {
    terms.read(in);
    List<Term> conditions = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      conditions.add(terms.term(in.readInt()));
    }
    List<Variable> assumptions = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      assumptions.add((Variable) terms.term(in.readInt()));
    }
    Answer answer = solver.check(new Query(conditions, assumptions));
    AnswerCodec.write(answer, terms::number, out);
    Optional<String> missing =
        answer instanceof Answer.Unknown && who != Frames.Who.Z3
            ? Cvc5.missing()
            : Optional.empty();
    out.writeUTF(missing.orElse(""));
  }

  private static void script(DataInputStream in, DataOutputStream out) throws IOException {
    Frames.Who who = Frames.Who.valueOf(in.readUTF());
    String text = new String(in.readAllBytes(), UTF_8);
    Scripts z3 = new Z3Scripts();
    Scripts cvc5 =
        Cvc5.missing().isPresent() ? script -> Scripts.Result.UNKNOWN : new Cvc5Scripts();
    Scripts asked =
        switch (who) {
          case Z3 -> z3;
          case CVC5 -> cvc5;
          case BOTH -> new ScriptPortfolio(z3, cvc5);
        };
    try {
      out.writeByte(Frames.READ);
      out.writeUTF(asked.check(text).name());
    } catch (IllegalArgumentException unreadable) {
      out.writeByte(Frames.UNREADABLE);
      out.write(String.valueOf(unreadable.getMessage()).getBytes(UTF_8));
    }
  }
}
