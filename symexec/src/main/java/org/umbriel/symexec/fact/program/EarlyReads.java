package org.umbriel.symexec.fact.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.fact.program.CallGraph.Started;

/**
 * Which static fields can be read before their class initialiser has written them: those that code
 * names which the initialiser may have run until then (JVMS 5.5: the same thread finds the class
 * under initialisation and goes on).
 */
final class EarlyReads {
  private static final int MOST_METHODS = 1_500;

  private final MethodCode initialiser;
  private final CallGraph calls;
  private final Set<MethodCode> reached = new HashSet<>();
  private final Set<FieldReference> read = new HashSet<>();
  private final Set<String> created = new HashSet<>();
  private final Deque<String> waiting = new ArrayDeque<>();
  private boolean library;
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
    run(calls.startedBy(initialiser.instruction(instruction)));
    return unassigned.stream().filter(f -> overflowed || read.contains(f.reference())).toList();
  }

  private void run(Started first) {
    Deque<MethodCode> open = new ArrayDeque<>();
    note(first, open);
    while (!open.isEmpty() && !overflowed) {
      MethodCode method = open.poll();
      if (method != initialiser && reached.add(method)) {
        read.addAll(calls.statics(method));
        note(calls.startedBy(method), open);
        overflowed = reached.size() > MOST_METHODS;
      }
    }
  }

  /** From the first code of a library on, all instances' methods may be called back. */
  private void note(Started started, Deque<MethodCode> open) {
    open.addAll(started.methods());
    started.created().stream().filter(created::add).forEach(waiting::add);
    library |= started.isLibrary();
    while (library && !waiting.isEmpty()) {
      open.addAll(calls.callbacks(waiting.poll()));
    }
  }
}
