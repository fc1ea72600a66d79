package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.state.Types;

/** Which objects a finalizer gets to see although their constructor failed (JLS 12.6). */
final class Finalizers {
  private final Context context;
  private final Map<String, Boolean> known = new HashMap<>();

  Finalizers(Context context) {
    this.context = context;
  }

  /** Whether a class has a finalizer, or a known class below it has. */
  boolean maySee(String className) {
    Boolean found = known.get(className);
    if (found == null) {
      found = find(className);
      known.put(className, found);
    }
    return found;
  }

  private boolean find(String className) {
    Optional<MethodCode> inherited =
        context.targets().resolve(new MethodReference(className, "finalize", "()V"));
    return inherited.filter(m -> !m.owner().equals(Types.OBJECT)).isPresent()
        || context.program().directSubtypes(className).stream().anyMatch(u -> maySee(u.name()));
  }
}
