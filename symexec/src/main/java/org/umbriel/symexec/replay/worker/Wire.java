package org.umbriel.symexec.replay.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One end of the two pipes between a replayer and a worker. Everything is big-endian; texts and
 * byte strings carry their length in four bytes and are bounded. A worker speaks first: {@link
 * #MAGIC}, {@link #VERSION}. Then, for each witness:
 *
 * <pre>
 *   replayer   RUN, milliseconds, driver's name, driver's class file
 *   worker     FETCH, path                              any number of times
 *   replayer   1, bytes | 0                             the answer to each
 *   worker     DONE, flags, outcome                     as {@link Observation} writes it
 * </pre>
 *
 * Closing the worker's input ends it.
 */
public final class Wire {
  public static final int MAGIC = 0x554d4252;
  public static final int VERSION = 1;

  public static final int RUN = 1;
  public static final int FETCH = 2;
  public static final int DONE = 3;

  /** The longest byte string, 16 MB. */
  public static final int MAX_BYTES = 1 << 24;

  /** The longest text, in bytes of UTF-8. */
  public static final int MAX_TEXT = 1 << 16;

  private final DataInputStream in;
  private final DataOutputStream out;

  public Wire(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
  }

  /** A number. */
  public int readInt() throws IOException {
    return in.readInt();
  }

  /**
   * A number within bounds.
   *
   * @throws IOException if it is not
   */
  public int readInt(int least, int most) throws IOException {
    int value = in.readInt();
    if (value < least || value > most) {
      throw new IOException("protocol: " + value + " is not in " + least + ".." + most);
    }
    return value;
  }

  /** A byte string. */
  public byte[] readBytes() throws IOException {
    return read(MAX_BYTES);
  }

  /** A text. */
  public String readText() throws IOException {
    return new String(read(MAX_TEXT), StandardCharsets.UTF_8);
  }

  private byte[] read(int most) throws IOException {
    byte[] bytes = new byte[readInt(0, most)];
    if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw new EOFException("protocol: the other side is gone");
    }
    return bytes;
  }

  public void writeInt(int value) throws IOException {
    out.writeInt(value);
  }

  /** Writes a byte string of at most {@link #MAX_BYTES}. */
  public void writeBytes(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Writes a text, cut where it would be too long. */
  public void writeText(String text) throws IOException {
    int longest = MAX_TEXT / 3;
    writeBytes(
        (text.length() <= longest ? text : text.substring(0, longest))
            .getBytes(StandardCharsets.UTF_8));
  }

  public void flush() throws IOException {
    out.flush();
  }
}
