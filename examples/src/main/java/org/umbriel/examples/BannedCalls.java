package org.umbriel.examples;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.rewriter.pipeline.Outcome;
import org.umbriel.rewriter.pipeline.Service;
import org.umbriel.rewriter.pipeline.ServiceProvider;

/**
 * A service that rejects: a class that calls one of the named methods is served as one that throws
 * {@code VerifyError} when it is initialised. In the proxy's configuration:
 *
 * <pre>services: [ link, { banned-calls: [ java.lang.System.exit, java.lang.Runtime.halt ] } ]
 * </pre>
 */
public final class BannedCalls implements ServiceProvider {
  @Override
  public String name() {
    return "banned-calls";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Service create(List<String> arguments) {
    if (arguments.isEmpty() || arguments.stream().anyMatch(a -> a.indexOf('.') < 0)) {
      throw new IllegalArgumentException("wants methods, like java.lang.System.exit");
    }
    Set<String> banned = new HashSet<>(arguments);
    return (unit, context) -> judge(unit, banned);
  }

  private static Outcome judge(ClassUnit unit, Set<String> banned) {
    for (MethodCode method : unit.methods()) {
      for (Instruction instruction : method.instructions()) {
        if (instruction instanceof Instruction.Invoke call && banned.contains(nameOf(call))) {
          return new Outcome.Rejected(method.name() + " calls " + nameOf(call));
        }
      }
    }
    return Outcome.UNCHANGED;
  }

  private static String nameOf(Instruction.Invoke call) {
    MethodReference method = call.method();
    return method.owner().replace('/', '.') + "." + method.name();
  }
}
