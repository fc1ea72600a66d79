package org.umbriel.symexec.replay.attack;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Runs attacks, in a plain JVM to see them succeed, and under limits to see them fail. */
public final class AttackRunner {
  private AttackRunner() {}

  /** The names of all attacks, sorted. */
  public static List<String> attacks() {
    return methods().stream().map(Method::getName).toList();
  }

  private static List<Method> methods() {
    return Arrays.stream(Attacks.class.getDeclaredMethods())
        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  /**
   * In a plain JVM: prints the names of those that failed, with the reason.
   *
   * @param arguments folder, port, names of attacks
   */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    List<String> names = List.of(arguments[2].split(","));
    for (Method attack : methods()) {
      if (names.contains(attack.getName())) {
        try {
          attack.invoke(null, arguments[0], Integer.parseInt(arguments[1]));
        } catch (InvocationTargetException | IllegalAccessException e) {
          out.println(attack.getName() + " " + e.getCause());
        }
      }
    }
    out.flush();
    Runtime.getRuntime().halt(0);
  }

  /**
   * Under limits.
   *
   * @throws IllegalStateException naming the attacks that succeeded, or failed since something that
   *     they need could not be loaded, which proves nothing
   */
  static void mustFail(String folder, int port, String names) {
    List<String> wrong = new ArrayList<>();
    List<String> selected = List.of(names.split(","));
    for (Method attack : methods()) {
      if (selected.contains(attack.getName())) {
        try {
          attack.invoke(null, folder, port);
          wrong.add(attack.getName());
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof LinkageError) {
            wrong.add(attack.getName() + " " + e.getCause());
          }
        } catch (IllegalAccessException e) {
          wrong.add(attack.getName() + " " + e);
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(wrong.toString());
    }
  }
}
