package org.umbriel.symexec.compete.tasks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE. A map with unknown keys. */
public final class UnknownKeys {
  private UnknownKeys() {}

  public static void main(String[] args) {
    int a = Verifier.nondetInt();
    int b = Verifier.nondetInt();
    Map<Integer, String> names = new HashMap<>();
    names.put(a, "a");
    names.put(b, "b");
    assert names.get(b).equals("b");
    assert names.size() == (a == b ? 1 : 2);
    byte[] first = {Verifier.nondetByte(), 2};
    byte[] second = {Verifier.nondetByte(), 2};
    assert Arrays.equals(first, second) == (first[0] == second[0]);
  }
}
