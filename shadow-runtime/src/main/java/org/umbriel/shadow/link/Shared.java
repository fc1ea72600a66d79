package org.umbriel.shadow.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The one state of all runtimes in a process. Each rewritten jar carries a runtime in a package of
 * its own, so they meet through types of the JDK: a thread group below the root one, without
 * threads, that supplies a map. (A value in the system properties would be shorter, and breaks each
 * program that lists them, since it is no text.)
 */
public final class Shared extends ThreadGroup implements Supplier<Map<String, Object>> {
  private static final String NAME = "org.umbriel.shadow";

  /** Held here, since a group holds those below it weakly (from JDK 19 on). */
  private static final Supplier<Map<String, Object>> INSTANCE = join();

  private final Map<String, Object> state = new ConcurrentHashMap<>();

  private Shared(ThreadGroup parent) {
    super(parent, NAME);
  }

  @Override
  public Map<String, Object> get() {
    return state;
  }

  /** Safe for use by many threads; keys are text, values are of types of the JDK. */
  public static Map<String, Object> state() {
    return INSTANCE.get();
  }

  private static Supplier<Map<String, Object>> join() {
    try {
      ThreadGroup root = Thread.currentThread().getThreadGroup();
      while (root.getParent() != null) {
        root = root.getParent();
      }
      synchronized (root) {
        Supplier<Map<String, Object>> published = published(root);
        return published != null ? published : new Shared(root);
      }
    } catch (SecurityException e) {
      // a process that hides its root group: this runtime keeps to itself
      Map<String, Object> own = new ConcurrentHashMap<>();
      return new Supplier<Map<String, Object>>() {
        @Override
        public Map<String, Object> get() {
          return own;
        }
      };
    }
  }

  @SuppressWarnings("unchecked") // only this class publishes under this name
  private static Supplier<Map<String, Object>> published(ThreadGroup root) {
    ThreadGroup[] groups = new ThreadGroup[root.activeGroupCount() + 8];
    int count = root.enumerate(groups, false);
    for (int i = 0; i < count; i++) {
      if (groups[i].getName().equals(NAME) && groups[i] instanceof Supplier) {
        return (Supplier<Map<String, Object>>) groups[i];
      }
    }
    return null;
  }
}
