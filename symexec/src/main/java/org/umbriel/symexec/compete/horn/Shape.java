package org.umbriel.symexec.compete.horn;

import java.util.ArrayList;
import java.util.List;

/** What is the same whenever a block is entered: the kinds of local variables and operands. */
record Shape(List<Value> locals, List<Value> stack) {

  Shape join(Shape other) {
    return new Shape(join(locals, other.locals), join(stack, other.stack));
  }

  private static List<Value> join(List<Value> some, List<Value> others) {
    List<Value> joined = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      joined.add(some.get(i).join(others.get(i)));
    }
    return joined;
  }

  /** How many numbers there are. */
  int numbers() {
    return (int)
        (locals.stream().filter(v -> v.kind().isNumber()).count()
            + stack.stream().filter(v -> v.kind().isNumber()).count());
  }
}
