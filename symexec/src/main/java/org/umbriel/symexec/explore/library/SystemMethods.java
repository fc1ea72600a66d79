package org.umbriel.symexec.explore.library;

import java.util.Set;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.Classes;
import org.umbriel.symexec.explore.machine.Ended;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Thrown;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;

/** {@code System}, {@code Runtime} and what the JDK asks of the virtual machine. */
final class SystemMethods {
  /** Properties that are the same wherever a program runs, as far as programs care. */
  private static final Set<String> PROPERTIES =
      Set.of("line.separator", "file.separator", "path.separator");

  private static final int NESTED = 5;

  private SystemMethods() {}

  static void addTo(Registry registry) {
    registry
        .add("java/lang/System.exit(I)V", SystemMethods::end)
        .add("java/lang/Runtime.exit(I)V", SystemMethods::end)
        .add("java/lang/Runtime.halt(I)V", SystemMethods::end)
        .add("java/lang/System.currentTimeMillis()J", SystemMethods::time)
        .add("java/lang/System.nanoTime()J", SystemMethods::time)
        .add("java/lang/System.lineSeparator()Ljava/lang/String;", call -> text(call, "\n"))
        .add("java/lang/System.getProperty", SystemMethods::property)
        .add(
            "java/lang/System.getSecurityManager()Ljava/lang/SecurityManager;", SystemMethods::none)
        .add("org/umbriel/symexec/explore/model/Limits.unsupported", SystemMethods::limit)
        .add("org/umbriel/symexec/explore/model/Limits.someMessage", SystemMethods::message)
        .add("java/lang/System.gc()V", Call::done)
        .add("java/lang/Runtime.gc()V", Call::done)
        .add("java/lang/Runtime.getRuntime()Ljava/lang/Runtime;", SystemMethods::runtime)
        .add("jdk/internal/misc/VM.initLevel()I", call -> call.answer(4))
        .add("jdk/internal/misc/VM.isBooted()Z", call -> call.answer(true))
        .add("jdk/internal/misc/VM.getSavedProperty", SystemMethods::none)
        .add("jdk/internal/misc/VM.initializeFromArchive", Call::done)
        .add("jdk/internal/misc/CDS.initializeFromArchive", Call::done)
        .add("jdk/internal/misc/CDS.getRandomSeedForDumping()J", call -> call.answerWide(0))
        .add("jdk/internal/misc/CDS.isDumpingClassList0()Z", call -> call.answer(false))
        .add("jdk/internal/reflect/Reflection.getCallerClass", SystemMethods::none)
        .add("java/security/AccessController.getStackAccessControlContext", SystemMethods::none)
        .add("java/util/concurrent/atomic/AtomicLong.VMSupportsCS8()Z", call -> call.answer(true))
        .add("jdk/internal/access/SharedSecrets.getJavaLangAccess", SystemMethods::access)
        .add("java/lang/Thread.currentThread()Ljava/lang/Thread;", SystemMethods::thread)
        .add("java/lang/Thread.onSpinWait()V", Call::done)
        .add("java/lang/Thread.yield()V", Call::done)
        .add("java/lang/Thread.sleep", Call::done)
        .add("java/lang/Thread.start()V", StringMethods.unsupported("threads"));
  }

  private static void limit(Call call) throws Thrown {
    throw Abandoned.unsupported(String.valueOf(Texts.concrete(call.object(0))));
  }

  private static void message(Call call) {
    Machine machine = call.machine();
    call.answer(machine.heap().instance(machine.classes().load("java/lang/String")));
  }

  private static void end(Call call) {
    throw new Ended();
  }

  private static void time(Call call) {
    call.answer(call.machine().inputs().unknown("time", Scalar.LONG, new Range(0, Long.MAX_VALUE)));
  }

  private static void text(Call call, String text) {
    call.answer(call.machine().classes().literal(text));
  }

  private static void none(Call call) {
    call.answer((HeapObject) null);
  }

  private static void property(Call call) throws Thrown {
    String name = String.valueOf(Texts.concrete(call.object(0)));
    if (!PROPERTIES.contains(name)) {
      throw Abandoned.unsupported("the property " + name);
    }
    text(call, System.getProperty(name));
  }

  private static void runtime(Call call) {
    singleton(call, "java/lang/Runtime");
  }

  /** The anonymous class in {@code System} that opens {@code java.lang} to other packages. */
  private static void access(Call call) {
    Classes classes = call.machine().classes();
    LoadedClass wanted = classes.load("jdk/internal/access/JavaLangAccess");
    for (int number = 1; number <= NESTED; number++) {
      LoadedClass nested = classes.load("java/lang/System$" + number);
      if (nested.isSubtypeOf(wanted)) {
        call.answer(classes.companion(classes.mirror(nested), nested));
        return;
      }
    }
    throw Abandoned.unsupported("no JavaLangAccess");
  }

  private static void thread(Call call) {
    singleton(call, "java/lang/Thread");
  }

  /** The one object of a class, kept behind the class's own object. */
  private static void singleton(Call call, String name) {
    Machine machine = call.machine();
    LoadedClass type = machine.classes().load(name);
    HeapObject mirror = machine.classes().mirror(type);
    HeapObject known = machine.classes().companion(mirror, type);
    call.answer(known);
  }
}
