package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;

/**
 * Of which parameters every argument is seen: those of private methods that are called and never
 * made a handle of, and what lambdas capture. Methods that serialisation calls are not among them.
 */
final class CallerPolicy {
  private static final Set<String> CALLED_BY_SERIALISATION =
      Set.of("readObject", "readObjectNoData", "writeObject", "readResolve", "writeReplace");

  private final Targets targets;
  private final Set<MethodReference> called = new HashSet<>();
  private final Map<MethodReference, Integer> captured = new HashMap<>();

  CallerPolicy(Targets targets, Map<MethodCode, MethodScan> scans) {
    this.targets = targets;
    for (MethodScan scan : scans.values()) {
      scan.called().forEach(this::addCall);
      scan.handles().forEach(this::addHandle);
    }
  }

  private void addCall(MethodReference reference) {
    targets
        .resolve(reference)
        .filter(MethodCode::isPrivate)
        .ifPresent(m -> called.add(m.reference()));
  }

  private void addHandle(MethodScan.Handle handle) {
    Optional<MethodCode> method = targets.resolve(handle.method()).filter(MethodCode::isPrivate);
    method.ifPresent(m -> captured.merge(m.reference(), handle.captured(), Math::min));
  }

  /** Whether all that a parameter is given is seen; positions count the receiver. */
  boolean isTracked(MethodCode method, int position) {
    if (!method.isPrivate() || CALLED_BY_SERIALISATION.contains(method.name())) {
      return false;
    }
    Integer first = captured.get(method.reference());
    return first == null ? called.contains(method.reference()) : position < first;
  }

  /** Whether the method runs only where known code calls it. */
  boolean isTracked(MethodCode method) {
    return method.isPrivate()
        && !CALLED_BY_SERIALISATION.contains(method.name())
        && !captured.containsKey(method.reference())
        && called.contains(method.reference());
  }
}
