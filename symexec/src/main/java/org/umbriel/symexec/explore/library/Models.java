package org.umbriel.symexec.explore.library;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.Intrinsic;
import org.umbriel.symexec.explore.machine.Library;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;

/**
 * All models. A method of the platform is, in this order: a model of the registry; a call on the
 * host, if its class is pure and all its arguments are concrete; a method of a {@link JavaModels
 * class of ours} that takes its place; its own code.
 */
public final class Models implements Library {
  private static final String SYSTEM = "java/lang/System";
  private static final String STRING = "java/lang/String";
  private static final String UNSAFE = "jdk/internal/misc/Unsafe";

  /** Classes whose initialisers set up what the models stand for. */
  private static final Set<String> PREPARED =
      Set.of(
          SYSTEM,
          "java/lang/Class",
          "java/lang/Thread",
          "java/lang/Runtime",
          STRING,
          "java/lang/StringBuilder",
          "java/lang/StringBuffer",
          UNSAFE,
          "jdk/internal/misc/VM",
          "jdk/internal/misc/CDS",
          "jdk/internal/reflect/Reflection",
          "jdk/internal/access/SharedSecrets",
          "java/io/PrintStream",
          "java/lang/ClassLoader",
          "java/util/Random",
          "java/lang/ref/Reference",
          "java/lang/Integer$IntegerCache",
          "java/lang/Long$LongCache",
          "java/lang/Short$ShortCache",
          "java/lang/Byte$ByteCache",
          "java/lang/Character$CharacterCache");

  /** Their static fields that {@link #prepare} sets. */
  private static final Map<String, Set<String>> SET =
      Map.of(
          SYSTEM, Set.of("out", "err"),
          STRING, Set.of("CASE_INSENSITIVE_ORDER", "COMPACT_STRINGS"));

  /** Instance fields that the JDK's code reads, and that are null or 0 until it writes them. */
  private static final Map<String, Set<String>> LAZY =
      Map.of(
          "java/lang/Class",
          Set.of("packageName", "enumConstants", "enumConstantDirectory", "reflectionData"),
          "java/lang/Thread",
          Set.of("threadLocals", "inheritableThreadLocals", "threadLocalRandomProbe"));

  private final Registry registry = new Registry();
  private final HostCalls host = new HostCalls();

  public Models() {
    promiseTo(registry);
  }

  static void promiseTo(Registry registry) {
    String buffers = JavaModels.ROOM + JavaModels.BUFFER;
    String limits = JavaModels.ROOM + "Limits";
    registry.later(StringMethods::addTo, STRING);
    registry.later(
        BufferMethods::addTo, "java/lang/StringBuilder", "java/lang/StringBuffer", buffers);
    registry.later(BoxMethods::addTo, BoxMethods.CACHED.keySet().toArray(new String[0]));
    registry.later(CharacterMethods::addTo, "java/lang/Character");
    registry.later(
        NumberMethods::addTo,
        "java/lang/Float",
        "java/lang/Double",
        "java/lang/Math",
        "java/lang/StrictMath");
    registry.later(ObjectMethods::addTo, "java/lang/Object", "java/lang/Throwable", SYSTEM);
    registry.later(
        ClassMethods::addTo,
        "java/lang/Class",
        "java/lang/reflect/Array",
        "java/util/EnumSet",
        "java/util/EnumMap");
    registry.later(
        SystemMethods::addTo,
        SYSTEM,
        "java/lang/Runtime",
        "java/lang/Thread",
        "java/security/AccessController",
        "java/util/concurrent/atomic/AtomicLong",
        "jdk/internal/access/SharedSecrets",
        "jdk/internal/misc/CDS",
        "jdk/internal/misc/VM",
        "jdk/internal/reflect/Reflection",
        limits);
    registry.later(MemoryMethods::addTo, UNSAFE, "jdk/internal/util/ArraysSupport");
    registry.later(RandomMethods::addTo, "java/util/Random");
    registry.later(
        VerifierMethods::addTo,
        "org/sosy_lab/sv_benchmarks/Verifier",
        JavaModels.ROOM + "Arguments");
  }

  @Override
  public @Nullable Intrinsic find(LoadedClass owner, MethodCode method) {
    Intrinsic model = registry.find(owner.name(), method.name(), method.descriptor());
    if (model != null || owner.isProgram() || method.isClassInitializer()) {
      return model;
    }
    boolean isPure = Pure.includes(owner.name(), method);
    boolean needsModel = Pure.isOpaque(owner.name()) && !Pure.runsAsItIs(owner.name(), method);
    if (!isPure && !needsModel && !JavaModels.covers(owner.name())) {
      return null;
    }
    return new Substitute(host, isPure, needsModel);
  }

  @Override
  public boolean skipsInitialiser(LoadedClass type) {
    return PREPARED.contains(type.name());
  }

  @Override
  public boolean prepares(LoadedClass.FieldSlot field) {
    return field.unit().constantValue().isPresent()
        || SET.getOrDefault(field.owner().name(), Set.of()).contains(field.unit().name())
        || (field.owner().name().equals(UNSAFE) && MemoryMethods.isLayout(field.unit().name()));
  }

  @Override
  public boolean conceals(LoadedClass.FieldSlot field) {
    Set<String> lazy = LAZY.get(field.owner().name());
    return lazy != null && !lazy.contains(field.unit().name());
  }

  @Override
  public void prepare(LoadedClass type, Machine machine) {
    if (type.name().equals(UNSAFE)) {
      MemoryMethods.prepareLayout(type, machine);
    }
    if (type.name().equals(SYSTEM)) {
      for (String stream : new String[] {"out", "err"}) {
        LoadedClass printStream = machine.classes().load("java/io/PrintStream");
        HeapObject object = machine.heap().immortal(printStream);
        int slot = type.slot(stream, "Ljava/io/PrintStream;");
        machine.heap().writeCell(type.statics(), slot, object);
      }
    } else if (type.name().equals(STRING)) {
      LoadedClass comparator = machine.classes().load("java/lang/String$CaseInsensitiveComparator");
      HeapObject object = machine.heap().immortal(comparator);
      int slot = type.slot("CASE_INSENSITIVE_ORDER", "Ljava/util/Comparator;");
      machine.heap().writeCell(type.statics(), slot, object);
      machine.heap().writeBits(type.statics(), type.slot("COMPACT_STRINGS", "Z"), 1);
    }
  }
}
