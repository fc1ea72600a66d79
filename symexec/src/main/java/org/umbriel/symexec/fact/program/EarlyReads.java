package org.umbriel.symexec.fact.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.program.CallGraph.Started;
import org.umbriel.symexec.fact.state.Types;

/**
 * Which static fields can be read before their class initialiser has written them: those that code
 * names which the initialiser may have run until then (JVMS 5.5: the same thread finds the class
 * under initialisation and goes on).
 */
final class EarlyReads {
  private static final int MOST_METHODS = 1_500;

  private final MethodCode initialiser;
  private final CallGraph calls;
  private final Deque<MethodCode> open = new ArrayDeque<>();
  private final Set<MethodCode> reached = new HashSet<>();
  private final Set<FieldReference> read = new HashSet<>();
  private final Set<String> created = new HashSet<>();
  private final Set<MethodReference> selecting = new HashSet<>();
  private final Set<String> older = new HashSet<>();
  private final Set<String> passing = new HashSet<>();
  private final Set<String> classes = new HashSet<>();
  private boolean isAnything;
  private boolean isLibrary;
  private boolean overflowed;

  EarlyReads(MethodCode initialiser, CallGraph calls) {
    this.initialiser = initialiser;
    this.calls = calls;
  }

  /** The fields of those given that an instruction of the initialiser may show unwritten. */
  List<FieldUnit> seenAt(int instruction, List<FieldUnit> unassigned) {
    if (unassigned.isEmpty()) {
      return List.of();
    }
    note(calls.startedBy(initialiser, initialiser.instruction(instruction)));
    run();
    return unassigned.stream().filter(f -> overflowed || read.contains(f.reference())).toList();
  }

  private void run() {
    while (!open.isEmpty() && !overflowed) {
      MethodCode method = open.poll();
      if (method != initialiser && reached.add(method)) {
        read.addAll(calls.statics(method));
        note(calls.startedBy(method));
        overflowed = reached.size() > MOST_METHODS;
      }
    }
  }

  /**
   * From the first code of a library on, methods of all instances made here may be called back.
   * Once an object has come in that is older, casts and fields may show more of them.
   */
  private void note(Started started) {
    open.addAll(started.methods());
    boolean isFirst = started.isLibrary() && !isLibrary;
    isLibrary |= started.isLibrary();
    if (isFirst) {
      created.forEach(type -> open.addAll(calls.callbacks(type)));
    }
    for (String type : started.created()) {
      if (created.add(type) && isLibrary) {
        open.addAll(calls.callbacks(type));
      }
      noteClass(type);
    }
    passing.addAll(started.passing());
    started.entering().forEach(this::noteOlder);
    if (!older.isEmpty()) {
      passing.forEach(this::noteOlder);
    }
    started.selecting().stream().filter(selecting::add).forEach(this::noteCall);
  }

  private void noteOlder(String type) {
    if (!isAnything && older.add(type)) {
      isAnything = type.equals(Types.OBJECT);
      if (isAnything) {
        selecting.forEach(call -> open.addAll(calls.selectedBy(call).values()));
      } else {
        calls.withSubtypes(type).forEach(this::noteClass);
      }
    }
  }

  private void noteClass(String type) {
    if (!isAnything && classes.add(type)) {
      for (MethodReference call : selecting) {
        @Nullable MethodCode method = calls.selectedBy(call).get(type);
        if (method != null) {
          open.add(method);
        }
      }
    }
  }

  private void noteCall(MethodReference call) {
    calls
        .selectedBy(call)
        .forEach(
            (type, method) -> {
              if (isAnything || classes.contains(type)) {
                open.add(method);
              }
            });
  }
}
