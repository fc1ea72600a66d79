package org.umbriel.benchmarks.trap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.benchmarks.probe.TrapLog;
import org.umbriel.benchmarks.probe.Traps;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.VerdictSource;

/** Puts traps into classes and runs them in a loader of their own, with traps of their own. */
final class TrapLab {
  private final TrapPlan plan;
  private final Map<String, byte[]> trapped = new HashMap<>();

  TrapLab(List<ClassUnit> units, VerdictSource verdicts, List<Contract> contracts) {
    plan = TrapPlan.of(units, verdicts, contracts);
    for (ClassUnit unit : units) {
      trapped.put(unit.name().replace('/', '.'), TrapInserter.insert(unit, plan).bytes());
    }
  }

  TrapPlan plan() {
    return plan;
  }

  static ClassUnit unit(String name) {
    try {
      return ClassDecoder.decode(new ClassFile(name, bytes(name.replace('/', '.'))));
    } catch (MalformedClassException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Calls {@code static Object method(boolean)}, whatever it throws, and reads the traps. */
  TrapLog run(String type, String method, boolean argument) throws Exception {
    System.setProperty(Traps.SITES, String.valueOf(plan.siteCount()));
    System.setProperty(Traps.CONTRACTS, String.valueOf(plan.contractCount()));
    Loader loader = new Loader();
    Method called =
        loader.loadClass(type.replace('/', '.')).getDeclaredMethod(method, boolean.class);
    called.setAccessible(true);
    try {
      called.invoke(null, argument);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof LinkageError broken) {
        throw broken;
      }
    }
    Path log = Files.createTempFile("traps", ".txt");
    try {
      loader.loadClass(Traps.class.getName()).getMethod("writeTo", Path.class).invoke(null, log);
      return TrapLog.read(log);
    } finally {
      Files.delete(log);
    }
  }

  private static byte[] bytes(String name) {
    String path = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = TrapLab.class.getResourceAsStream(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Defines the trapped classes and the probes anew. */
  private final class Loader extends ClassLoader {
    Loader() {
      super(TrapLab.class.getClassLoader());
      setDefaultAssertionStatus(true);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] bytes = trapped.get(name);
      boolean ours =
          name.startsWith(Traps.class.getPackageName() + ".")
              || name.startsWith(TrapSubject.class.getName());
      if (bytes == null && ours) {
        bytes = bytes(name);
      }
      if (bytes == null) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
    }
  }
}
