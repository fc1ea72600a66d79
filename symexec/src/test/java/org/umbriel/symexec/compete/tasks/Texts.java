package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE: conditions on an unknown text of any length. */
final class Texts {
  public static void main(String[] args) {
    String text = Verifier.nondetString();
    if (text.startsWith("ab") && text.length() > 2) {
      assert text.charAt(1) == 'b';
      assert !text.equals("ab");
    }
    if (text.equals("hello")) {
      assert text.length() == 5 && text.indexOf('l') == 2;
      assert text.concat("!").toUpperCase().equals("HELLO!");
    }
  }
}
