package org.umbriel.symexec.solver.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.term.Variable;

/** Answers as bytes; variables are named by the numbers that they were sent with. */
public final class AnswerCodec {
  private static final int SAT = 0;
  private static final int UNSAT = 1;
  private static final int UNKNOWN = 2;

  private AnswerCodec() {}

  /** Writes an answer. */
  public static void write(Answer answer, ToIntFunction<Variable> numbers, DataOutput out)
      throws IOException {
    if (answer instanceof Answer.Sat sat) {
      out.writeByte(SAT);
      writeModel(sat.model(), numbers, out);
    } else if (answer instanceof Answer.Unsat unsat) {
      out.writeByte(UNSAT);
      out.writeInt(unsat.core().size());
      for (Variable variable : unsat.core()) {
        out.writeInt(numbers.applyAsInt(variable));
      }
    } else if (answer instanceof Answer.Unknown unknown) {
      out.writeByte(UNKNOWN);
      out.writeUTF(unknown.cause().name());
    }
  }

  private static void writeModel(Model model, ToIntFunction<Variable> numbers, DataOutput out)
      throws IOException {
    out.writeInt(model.scalars().size());
    for (Map.Entry<Variable, Long> scalar : model.scalars().entrySet()) {
      out.writeInt(numbers.applyAsInt(scalar.getKey()));
      out.writeLong(scalar.getValue());
    }
    out.writeInt(model.tables().size());
    for (Map.Entry<Variable, Map<List<Long>, Long>> table : model.tables().entrySet()) {
      out.writeInt(numbers.applyAsInt(table.getKey()));
      out.writeInt(table.getValue().size());
      for (Map.Entry<List<Long>, Long> entry : table.getValue().entrySet()) {
        writeKeys(entry.getKey(), out);
        out.writeLong(entry.getValue());
      }
    }
  }

  private static void writeKeys(Collection<Long> keys, DataOutput out) throws IOException {
    out.writeByte(keys.size());
    for (long key : keys) {
      out.writeLong(key);
    }
  }

  /**
   * Reads an answer.
   *
   * @throws IOException also for what is none
   */
  public static Answer read(DataInput in, IntFunction<Variable> variables) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case SAT -> new Answer.Sat(readModel(in, variables));
      case UNSAT -> {
        List<Variable> core = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
          core.add(variables.apply(in.readInt()));
        }
        yield new Answer.Unsat(Set.copyOf(core));
      }
      case UNKNOWN -> new Answer.Unknown(Answer.Cause.valueOf(in.readUTF()));
      default -> throw new IOException("no answer begins with " + kind);
    };
  }

  private static Model readModel(DataInput in, IntFunction<Variable> variables) throws IOException {
    Model.Builder model = new Model.Builder();
    for (int i = in.readInt(); i > 0; i--) {
      model.put(variables.apply(in.readInt()), in.readLong());
    }
    for (int i = in.readInt(); i > 0; i--) {
      Variable map = variables.apply(in.readInt());
      for (int entry = in.readInt(); entry > 0; entry--) {
        List<Long> keys = new ArrayList<>();
        for (int key = in.readByte(); key > 0; key--) {
          keys.add(in.readLong());
        }
        model.put(map, keys, in.readLong());
      }
    }
    return model.build();
  }
}
