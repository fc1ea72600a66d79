package org.umbriel.symexec.compete.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE: lambdas, method references, default methods, boxes. */
final class Lambdas {
  private interface Shape {
    int sides();

    default int twice() {
      return 2 * sides();
    }
  }

  public static void main(String[] args) {
    int x = Verifier.nondetInt();
    IntSupplier captured = () -> x + 1;
    assert captured.getAsInt() == x + 1;
    BinaryOperator<Integer> sum = Integer::sum;
    assert sum.apply(x, 1) == x + 1;
    Function<String, Integer> length = String::length;
    assert length.andThen(n -> n + 1).apply("abc") == 4;
    Supplier<List<String>> maker = ArrayList::new;
    List<String> made = maker.get();
    made.add("a");
    made.forEach(s -> made.size());
    assert made.size() == 1;
    Shape square = () -> 4;
    assert square.twice() == 8;
  }
}
