package org.umbriel.nativeinterop.address;

import java.util.Optional;
import org.umbriel.nativeinterop.malloc.Site;
import org.umbriel.nativeinterop.type.CType;

/** What an address is. {@code toString} says it in words. */
public sealed interface Described {

  /**
   * A variable that lives as long as its library, or some place in it.
   *
   * @param type empty if nothing describes it
   */
  record Static(String library, String name, long offset, Optional<CType> type)
      implements Described {
    @Override
    public String toString() {
      String typed = type.map(t -> t.text() + " ").orElse("");
      return "variable " + typed + plus(name, offset) + " of " + library;
    }
  }

  /** An instruction of a function. */
  record Code(String library, String function, long offset) implements Described {
    @Override
    public String toString() {
      return "code of " + plus(function, offset) + " in " + library;
    }
  }

  /** A place of a mapped file that no symbol names. */
  record Mapped(String file, long offset, String permissions) implements Described {
    @Override
    public String toString() {
      return "0x" + Long.toHexString(offset) + " of " + file + ", mapped " + permissions;
    }
  }

  /**
   * A place in a thread's stack, or in what lies beside it: the thread's own variables.
   *
   * @param thread the name that the kernel knows it by
   */
  record Stack(String thread, long id) implements Described {
    @Override
    public String toString() {
      return "stack of thread " + id + ", " + thread;
    }
  }

  /**
   * A variable or parameter of a native function that has called Java or waits in the kernel, or
   * some place in it.
   *
   * @param function that declares it
   * @param type empty if nothing describes it
   */
  record Local(String library, String function, String name, long offset, Optional<CType> type)
      implements Described {
    @Override
    public String toString() {
      String typed = type.map(t -> t.text() + " ").orElse("");
      return "variable " + typed + plus(name, offset) + " of " + function + " in " + library;
    }
  }

  /** A place in a native function's stack frame that no variable takes. */
  record StackFrame(String library, String function) implements Described {
    @Override
    public String toString() {
      return "stack frame of " + function + " in " + library;
    }
  }

  /**
   * A block of malloc's, or some place in it.
   *
   * @param start where the block starts for its user
   * @param size that its user can use
   * @param isFree whether it is on one of malloc's lists; those of a thread's cache are not seen
   * @param site who allocated it, if blocks are tracked
   */
  record Block(long start, long size, long offset, boolean isFree, Optional<Site> site)
      implements Described {
    @Override
    public String toString() {
      String free = isFree ? "free " : "";
      String place = offset == 0 ? "" : ", at " + offset;
      String by = site.map(each -> ", allocated by " + each).orElse("");
      return free + "block of malloc's, " + size + " bytes" + place + by;
    }
  }

  /** Some part of the Java heap. */
  record JavaHeap() implements Described {
    @Override
    public String toString() {
      return "Java heap";
    }
  }

  /**
   * An object of Java, or some place in it.
   *
   * @param type as Java writes it
   * @param field that stands there
   */
  record HeapObject(String type, long start, long offset, Optional<String> field)
      implements Described {
    @Override
    public String toString() {
      String place = offset == 0 ? "" : ", at " + offset;
      return "object of " + type + place + field.map(name -> ", " + name).orElse("");
    }
  }

  /**
   * A compiled method of Java.
   *
   * @param method with its descriptor
   * @param compiler C1 or C2
   */
  record JavaCode(String method, String compiler, long offset) implements Described {
    @Override
    public String toString() {
      return "code of " + plus(method, offset) + ", compiled, " + compiler;
    }
  }

  /** Code of the JVM's own making: the interpreter, a stub. */
  record VmCode(String name) implements Described {
    @Override
    public String toString() {
      return "code that the JVM made, " + name;
    }
  }

  /** Mapped memory of which nothing else is known. */
  record Anonymous(long start, long end, String permissions) implements Described {
    @Override
    public String toString() {
      return "memory without a name, " + (end - start) + " bytes mapped " + permissions;
    }
  }

  /** Nothing is there. */
  record Nothing() implements Described {
    @Override
    public String toString() {
      return "nothing";
    }
  }

  private static String plus(String name, long offset) {
    return offset == 0 ? name : name + "+" + offset;
  }
}
