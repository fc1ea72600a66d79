package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.Nullable;

/** Makes exceptions as their constructors would, without running them. */
final class Throwables {
  private static final String THROWABLE = "java/lang/Throwable";
  private static final String STRING = "Ljava/lang/String;";

  private final Classes classes;
  private final Heap heap;

  Throwables(Classes classes, Heap heap) {
    this.classes = classes;
    this.heap = heap;
  }

  HeapObject create(String type, @Nullable String message) {
    LoadedClass throwable = classes.load(THROWABLE);
    HeapObject exception = heap.instance(classes.load(type));
    if (message != null) {
      HeapObject text = heap.instance(classes.load("java/lang/String"));
      if (!message.equals(Machine.SOME_MESSAGE)) {
        heap.writePayload(text, message);
      }
      heap.writeCell(exception, throwable.slot("detailMessage", STRING), text);
    }
    heap.writeCell(exception, throwable.slot("cause", "L" + THROWABLE + ";"), exception);
    copyStatic(
        throwable, exception, "suppressedExceptions", "SUPPRESSED_SENTINEL", "Ljava/util/List;");
    copyStatic(
        throwable, exception, "stackTrace", "UNASSIGNED_STACK", "[Ljava/lang/StackTraceElement;");
    return exception;
  }

  private void copyStatic(
      LoadedClass throwable, HeapObject exception, String field, String constant, String type) {
    Object value = throwable.statics().cell(throwable.slot(constant, type));
    heap.writeCell(exception, throwable.slot(field, type), value);
  }

  /** What leaves a static initialiser (JVMS 5.5, step 10). */
  HeapObject inInitialiser(HeapObject exception) {
    if (exception.type().isSubtypeOf(classes.load("java/lang/Error"))) {
      return exception;
    }
    HeapObject wrapped = create("java/lang/ExceptionInInitializerError", null);
    LoadedClass throwable = classes.load(THROWABLE);
    heap.writeCell(wrapped, throwable.slot("cause", "L" + THROWABLE + ";"), exception);
    return wrapped;
  }
}
