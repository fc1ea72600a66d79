package org.umbriel.symexec.solver.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.umbriel.symexec.solver.Scripts;
import org.umbriel.symexec.solver.wire.Frames;

/** Scripts for a worker; one that it does not survive is undecided. */
final class ProcessScripts implements Scripts {
  private final SolverProcesses processes;
  private final Frames.Who who;

  ProcessScripts(SolverProcesses processes, Frames.Who who) {
    this.processes = processes;
    this.who = who;
  }

  @Override
  public Result check(String script) {
    SolverProcess process;
    try {
      process = processes.take();
    } catch (IOException none) {
      return Result.UNKNOWN;
    }
    try {
      byte[] answer = process.ask(List.of(request(script)));
      processes.release(process);
      return result(answer);
    } catch (IOException ended) {
      processes.discard(process);
      return Result.UNKNOWN;
    }
  }

  private byte[] request(String script) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(Frames.SCRIPT);
    out.writeUTF(who.name());
    out.write(script.getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private static Result result(byte[] answer) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer));
    if (in.readByte() == Frames.UNREADABLE) {
      throw new IllegalArgumentException(new String(in.readAllBytes(), UTF_8));
    }
    return Result.valueOf(in.readUTF());
  }
}
