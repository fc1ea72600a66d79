package org.umbriel.symexec.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;

/**
 * The program's classes with other line tables (JVMS 4.7.12): each instruction is a line of its
 * own, and methods of one name share no line. So a stack trace tells the very instruction, on every
 * JVM, in interpreted and compiled code. Nothing else in the classes changes.
 */
final class IndexedClasses {
  private static final String SUFFIX = ".class";

  private final Program program;
  private final ProgramFiles files;

  IndexedClasses(Program program, ProgramFiles files) {
    this.program = program;
    this.files = files;
  }

  /** A place in the checked code. */
  record Position(MethodCode method, int instruction) {}

  /** A file as the worker should see it. */
  Optional<byte[]> find(String path) {
    Optional<byte[]> file = files.find(path);
    Optional<ClassUnit> unit = path.endsWith(SUFFIX) ? checked(path) : Optional.empty();
    return unit.isEmpty()
        ? file
        : file.map(bytes -> LineIndexer.index(bytes, firstLines(unit.get())));
  }

  private Optional<ClassUnit> checked(String path) {
    String name = path.substring(0, path.length() - SUFFIX.length());
    return program.contains(name) ? program.find(name) : Optional.empty();
  }

  /**
   * The instruction that a line of a stack trace stands for.
   *
   * @param className internal name
   */
  Optional<Position> locate(String className, String methodName, int line) {
    if (!program.contains(className) || line <= 0) {
      return Optional.empty();
    }
    ClassUnit unit = program.find(className).orElseThrow();
    List<Integer> first = firstLines(unit);
    for (int i = 0; i < first.size(); i++) {
      MethodCode method = unit.methods().get(i);
      int instruction = line - first.get(i);
      if (method.name().equals(methodName)
          && first.get(i) > 0
          && instruction >= 0
          && instruction < method.instructions().size()) {
        return Optional.of(new Position(method, instruction));
      }
    }
    return Optional.empty();
  }

  /** The line of each method's first instruction; 0 where the lines do not suffice. */
  private static List<Integer> firstLines(ClassUnit unit) {
    Map<String, Integer> next = new HashMap<>();
    List<Integer> first = new ArrayList<>();
    for (MethodCode method : unit.methods()) {
      int line = next.getOrDefault(method.name(), 1);
      int end = line + method.instructions().size();
      boolean fits = end <= LineIndexer.LAST_LINE;
      first.add(fits ? line : 0);
      next.put(method.name(), fits ? end : line);
    }
    return first;
  }
}
