package org.umbriel.symexec.compete.tasks;

import java.io.IOException;

/**
 * What somebody types is nothing that a proof can know, and no null either.
 *
 * <p>expect VALID_ASSERT UNKNOWN
 *
 * <p>expect NO_RUNTIME_EXCEPTION UNKNOWN
 */
public final class StandardInput {
  private StandardInput() {}

  public static void main(String[] args) throws IOException {
    int typed;
    try {
      typed = System.in.read();
    } catch (NullPointerException e) {
      return;
    }
    assert typed != 'x';
  }
}
