package org.umbriel.cli;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.ClassPath;
import org.umbriel.metadata.archive.EntryProblem;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.report.InputSummary;

/**
 * {@code Archives -> Program}: what was opened, decoded.
 *
 * @param classPath what a process needs to run the inputs, the inputs first
 * @param unresolved a line for each dependency that could not be found
 */
record CheckInputs(
    Program program,
    List<InputSummary> summaries,
    List<Archive> classPath,
    List<String> unresolved,
    PlatformClasses platform) {

  private static final String VERSIONS = "META-INF/versions/";
  private static final String MODULE = "module-info.class";

  static CheckInputs of(
      List<Opened> inputs,
      List<Archive> dependencies,
      List<String> unresolved,
      PlatformClasses platform) {
    List<ClassUnit> units = new ArrayList<>();
    List<InputSummary> summaries = new ArrayList<>();
    for (Opened input : inputs) {
      summaries.add(decode(input, units));
    }
    List<Archive> classPath = new ArrayList<>(inputs.stream().map(Opened::archive).toList());
    classPath.addAll(dependencies);
    Program program =
        new Program(units, ClassPath.of(classPath, platform.release()).then(platform));
    return new CheckInputs(program, summaries, classPath, unresolved, platform);
  }

  /**
   * An input and the SHA-256 of its file, or of the names and contents of a folder's files.
   *
   * @param digest lower-case hexadecimal
   */
  record Opened(Archive archive, String digest) {}

  private static InputSummary decode(Opened opened, List<ClassUnit> units) {
    Archive input = opened.archive();
    List<String> unreadable = new ArrayList<>();
    input.problems().stream().map(EntryProblem::toString).forEach(unreadable::add);
    int before = units.size();
    int methods = 0;
    for (ClassFile file : input.classes()) {
      if (!file.path().startsWith(VERSIONS) && !file.path().endsWith(MODULE)) {
        try {
          ClassUnit unit = ClassDecoder.decode(file);
          units.add(unit);
          methods += unit.methods().size();
        } catch (MalformedClassException e) {
          unreadable.add(e.getMessage());
        }
      }
    }
    String name = input.name();
    return new InputSummary(
        name.substring(name.lastIndexOf('/') + 1),
        "sha256:" + opened.digest(),
        units.size() - before,
        methods,
        unreadable);
  }

  /** What proofs that read the JDK's code rest on. */
  Assumption.Platform platformAssumption() {
    return new Assumption.Platform(platform.vendor(), platform.virtualMachine());
  }

  /** Whether nothing in the inputs is a class. */
  boolean isEmpty() {
    return program.units().isEmpty();
  }
}
