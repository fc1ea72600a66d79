package org.umbriel.rewriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import org.umbriel.metadata.archive.Archive;

/** Work that nobody waits for any more is interrupted: it ends at the next class or entry. */
final class Interruption {
  private Interruption() {}

  /**
   * To be called now and then.
   *
   * @throws CancellationException if the thread was interrupted; it stays so
   */
  static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }

  /** An archive's bytes; deflating them is a good part of all work. */
  static byte[] bytes(Archive archive) {
    Bytes out = new Bytes();
    try {
      archive.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static final class Bytes extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int start, int length) {
      check();
      super.write(bytes, start, length);
    }
  }
}
