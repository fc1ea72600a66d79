package org.umbriel.symexec.compete.tasks;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT FALSE: known expressions, unknown texts. */
final class RegularExpressions {
  enum Way {
    THERE,
    BACK
  }

  public static void main(String[] args) {
    String joined = Arrays.stream(Way.values()).map(Way::name).collect(Collectors.joining("-"));
    assert joined.split("-+").length == 2;
    String text = Verifier.nondetString();
    if (text.matches("[a-c]+[0-9]{2}") && text.length() == 4) {
      assert !text.endsWith("42");
    }
  }
}
