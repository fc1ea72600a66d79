package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT FALSE: a text is found that has a word in it. */
final class TextFound {
  public static void main(String[] args) {
    String text = Verifier.nondetString();
    assert !text.trim().startsWith("key") || text.length() == 3;
  }
}
