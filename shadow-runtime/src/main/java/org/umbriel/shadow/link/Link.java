package org.umbriel.shadow.link;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Link checks, as rewritten code calls them. {@link #check(int)} runs before the instruction that
 * makes a reference, or, for what a class needs of its own jar, when the first of its code runs.
 * {@link #explain} runs where the JVM itself refused a reference that was settled when the class
 * was rewritten: this process has another copy of some class.
 */
public final class Link {
  private static final int MOST_REPORTED = 1000;
  private static final String OWN_PACKAGE = packageOf(Link.class.getName());
  private static final Map<Class<?>, Map<String, Defect>> BROKEN = new WeakHashMap<>();
  private static final Optional<LinkTable> TABLE = table();

  /** Which checks need not be made again; compilers take the array for a constant. */
  private static final boolean[] DONE = done();

  /** Set while a thread is within a check; holds nothing of the program's. */
  private static final ThreadLocal<Object> CHECKING = new ThreadLocal<>();

  private Link() {}

  /** Never fails, since a class that cannot be initialised would take the program with it. */
  private static Optional<LinkTable> table() {
    try {
      String name = OWN_PACKAGE.replace('.', '/') + "/" + LinkTable.RESOURCE;
      String location = Indexes.location(Link.class);
      if (location.startsWith("file:") && !location.endsWith("/")) {
        // where this class lies, and not what a loader makes of all that it knows
        return Optional.of(LinkTable.read(Resources.read("jar:" + location + "!/" + name)));
      }
      URL place = Link.class.getResource(LinkTable.RESOURCE);
      return place == null
          ? Optional.empty()
          : Optional.of(LinkTable.read(Resources.read(place.toExternalForm())));
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static boolean[] done() {
    boolean[] done = new boolean[TABLE.isPresent() ? TABLE.get().size() : 0];
    if (done.length > 0 && OwnJar.isCertain(Link.class, TABLE.get())) {
      for (int number = 0; number < done.length; number++) {
        done[number] = TABLE.get().isComparison(number);
      }
    }
    return done;
  }

  /**
   * Returns if a fact holds, and throws what the JVM would throw if it does not: each time.
   *
   * @param number of the fact, in the {@link LinkTable}
   */
  public static void check(int number) {
    if (number < DONE.length && !DONE[number]) {
      checkNow(number);
    }
  }

  /** Likewise, for an instruction that needs the class only if the reference is not null. */
  public static void check(Object reference, int number) {
    if (reference != null) {
      check(number);
    }
  }

  /** What the check itself runs (a loader, say) may be rewritten code, too: that is let pass. */
  private static void checkNow(int number) {
    if (CHECKING.get() != null) {
      return;
    }
    CHECKING.set(CHECKING);
    try {
      checkAlone(number);
    } finally {
      CHECKING.remove();
    }
  }

  private static void checkAlone(int number) {
    try {
      Fact fact = TABLE.get().fact(number);
      String userName = TABLE.get().user(number).replace('/', '.');
      if (fact.kind() == Fact.Kind.SAME) {
        // first, since finding out can run code that is checked itself
        DONE[number] = true;
        SameJar.defects(load(userName), fact).forEach(Link::report);
      } else {
        check(load(userName), fact);
        DONE[number] = true;
      }
    } catch (ClassNotFoundException | IOException e) {
      // not one of our own classes, or a jar that can no longer be read: the JVM decides
      DONE[number] = true;
    }
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, false, Link.class.getClassLoader());
  }

  /**
   * Makes the check for a fact that is not of kind {@link Fact.Kind#SAME}.
   *
   * @param user the class that relies on it
   */
  static void check(Class<?> user, Fact fact) {
    Map<String, Defect> broken = brokenOf(user);
    Defect known = broken.get(fact.encoded());
    if (known == null) {
      Optional<Defect> found = defect(user, fact);
      if (!found.isPresent()) {
        return;
      }
      known = found.get();
      broken.put(fact.encoded(), known);
      report(known);
    }
    throw withoutOurFrames(known.error());
  }

  private static Optional<Defect> defect(Class<?> user, Fact fact) {
    try {
      return Resolution.defect(fact, user);
    } catch (LinkageError e) {
      throw withoutOurFrames(e);
    }
  }

  private static Map<String, Defect> brokenOf(Class<?> user) {
    synchronized (BROKEN) {
      Map<String, Defect> broken = BROKEN.get(user);
      if (broken == null) {
        broken = new ConcurrentHashMap<>();
        BROKEN.put(user, broken);
      }
      return broken;
    }
  }

  /** For whoever watches the process. */
  private static void report(Defect defect) {
    Shared.state().putIfAbsent("link.failures", new ConcurrentHashMap<String, String>());
    @SuppressWarnings("unchecked") // this key has one type in every runtime
    Map<String, String> failures = (Map<String, String>) Shared.state().get("link.failures");
    if (failures.size() < MOST_REPORTED) {
      failures.put(defect.error().toString(), "");
    }
  }

  /**
   * Our account of an error, if the method that calls this made the reference that is broken; else
   * the error as it is. Never throws.
   *
   * @param error what the outermost handler of a rewritten method caught
   */
  public static LinkageError explain(LinkageError error) {
    try {
      StackTraceElement[] trace = error.getStackTrace();
      StackTraceElement[] here = new Throwable().getStackTrace();
      if (trace.length == 0 || trace.length + 1 != here.length || !isSameFrame(trace[0], here[1])) {
        return error;
      }
      Class<?> user = Class.forName(trace[0].getClassName(), false, Link.class.getClassLoader());
      for (Fact fact : ConstantPool.facts(user)) {
        Optional<Defect> defect = Resolution.defect(fact, user);
        if (defect.isPresent() && mentions(error, fact)) {
          LinkageError ours = defect.get().error();
          if (ours.getClass() == error.getClass()) {
            ours.setStackTrace(trace);
            report(defect.get());
            return ours;
          }
        }
      }
      return error;
    } catch (ReflectiveOperationException | IOException | LinkageError | RuntimeException e) {
      return error;
    }
  }

  private static boolean isSameFrame(StackTraceElement a, StackTraceElement b) {
    return a.getClassName().equals(b.getClassName()) && a.getMethodName().equals(b.getMethodName());
  }

  private static boolean mentions(LinkageError error, Fact fact) {
    String message = String.valueOf(error.getMessage());
    String subject = fact.name().isEmpty() ? fact.owner() : fact.name();
    return message.contains(subject) || message.contains(Descriptors.dotted(subject));
  }

  /** The stack trace as the JVM's own error would have it: the reference's method on top. */
  private static LinkageError withoutOurFrames(LinkageError error) {
    List<StackTraceElement> kept = new ArrayList<>();
    StackTraceElement[] trace = error.getStackTrace();
    for (int i = 0; i < trace.length; i++) {
      if (!isOurs(trace[i]) && !isForUs(trace, i)) {
        kept.add(trace[i]);
      }
    }
    error.setStackTrace(kept.toArray(new StackTraceElement[0]));
    return error;
  }

  private static boolean isOurs(StackTraceElement frame) {
    return packageOf(frame.getClassName()).equals(OWN_PACKAGE);
  }

  /** {@code Class.forName}, called by us. */
  private static boolean isForUs(StackTraceElement[] trace, int index) {
    int at = index;
    while (at < trace.length && trace[at].getClassName().equals("java.lang.Class")) {
      at++;
    }
    return at > index && at < trace.length && isOurs(trace[at]);
  }

  private static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }
}
