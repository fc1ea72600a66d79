package org.umbriel.symexec.solver.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Blocks of bytes, each after its length. Reading and writing are for one thread each.
 *
 * <p>A request begins with one of the constants here. The answer to {@link #CHECK} is what {@link
 * AnswerCodec} writes, that to {@link #SCRIPT} {@link #READ} and a name, or {@link #UNREADABLE} and
 * a text; the other requests have none.
 */
public final class Frames {
  /** The first frame of a worker: it is up, and speaks this version. */
  public static final int HELLO = 0x554d_5301;

  /** New limits and a new context: nothing of what was asked before has an influence. */
  public static final byte LANE = 0;

  /** Terms are numbered anew. */
  public static final byte OPEN = 1;

  /** New terms and a query. */
  public static final byte CHECK = 2;

  /** An SMT-LIB script, after the name of a {@link Who}. */
  public static final byte SCRIPT = 3;

  /** Before the name of a result. */
  public static final byte READ = 0;

  /** Before the text of an error. */
  public static final byte UNREADABLE = 1;

  private static final int LONGEST = 256 << 20;

  /** Which solvers a script is for. */
  public enum Who {
    Z3,
    CVC5,
    BOTH
  }

  private final DataInputStream in;
  private final DataOutputStream out;

  public Frames(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
  }

  /** Writes a frame, which may stay here until {@link #flush}. */
  public void write(byte[] frame) throws IOException {
    out.writeInt(frame.length);
    out.write(frame);
  }

  public void flush() throws IOException {
    out.flush();
  }

  /**
   * Waits for a frame.
   *
   * @throws EOFException if the other side is gone
   */
  public byte[] read() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] frame = new byte[length];
    in.readFully(frame);
    return frame;
  }
}
