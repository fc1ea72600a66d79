package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.IntExpr;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.ExceptionHandler;
import org.umbriel.metadata.classfile.MethodCode;

/** Where exceptions lead from an instruction: to handlers, and out of the method (JVMS 2.10). */
final class Exits {
  private static final String ALL = "java/lang/Throwable";

  private final BoolExpr always;
  private final List<String> fieldTypes;
  private final MethodCode method;
  private final Numbers numbers;
  private final Sink sink;

  Exits(BoolExpr always, List<String> fieldTypes, MethodCode method, Numbers numbers, Sink sink) {
    this.always = always;
    this.fieldTypes = fieldTypes;
    this.method = method;
    this.numbers = numbers;
    this.sink = sink;
  }

  /** Any exception that is no error. */
  void mayThrow(State from, int at) {
    raise(from, at, numbers.number(Callee.EXCEPTION), always);
  }

  /** To each handler that may catch it, and out of the method unless one catches everything. */
  void raise(State from, int at, IntExpr kind, BoolExpr condition) {
    for (ExceptionHandler handler : method.handlers()) {
      if (handler.covers(at)) {
        sink.go(from.caught(), handler.handler(), condition);
        if (handler.type().map(ALL::equals).orElse(true)) {
          return;
        }
      }
    }
    int before = from.conditions().size();
    from.conditions().add(condition);
    sink.raise(from, kind);
    from.conditions().remove(before);
  }

  /** A stack that overflows in the middle of anything, where the program looks at errors. */
  void mayOverflow(State from, int at) {
    for (ExceptionHandler handler : method.handlers()) {
      if (handler.covers(at) && catchesErrors(handler.type())) {
        State caught = from.caught();
        caught.forgetFields(fieldTypes, numbers);
        sink.go(caught, handler.handler(), always);
      }
    }
  }

  private static boolean catchesErrors(Optional<String> type) {
    return type.isEmpty() || type.get().equals(ALL) || type.get().endsWith("Error");
  }
}
