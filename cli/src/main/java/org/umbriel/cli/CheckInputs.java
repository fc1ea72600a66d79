package org.umbriel.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.umbriel.metadata.archive.Application;
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
 * @param archives the inputs as they were opened
 * @param classPath what a process needs to run the inputs, the inputs first
 * @param digests of the files that all this was read from, inputs and dependencies apart
 * @param unresolved a line for each dependency that could not be found
 */
record CheckInputs(
    List<Archive> archives,
    Program program,
    List<InputSummary> summaries,
    List<Archive> classPath,
    Digests digests,
    List<String> unresolved,
    PlatformClasses platform) {

  /** SHA-256s in lower-case hexadecimal, in the order of the class path. */
  record Digests(List<String> inputs, List<String> dependencies) {}

  /**
   * Decodes.
   *
   * @param included which classes are the user's own; the rest of the inputs is on the class path
   */
  static CheckInputs of(
      List<Opened> inputs,
      PackageFilter included,
      List<InputFiles.Digested> dependencies,
      List<String> unresolved,
      PlatformClasses platform) {
    List<ClassUnit> units = new ArrayList<>();
    List<InputSummary> summaries = new ArrayList<>();
    List<Archive> classPath = new ArrayList<>();
    for (Opened input : inputs) {
      summaries.add(decode(input, included, platform.release(), units));
      classPath.addAll(input.application().classPath());
    }
    dependencies.forEach(dependency -> classPath.add(dependency.archive()));
    Program program =
        new Program(units, ClassPath.of(classPath, platform.release()).then(platform));
    return new CheckInputs(
        inputs.stream().map(Opened::archive).toList(),
        program,
        summaries,
        classPath,
        new Digests(
            inputs.stream().map(Opened::digest).toList(),
            dependencies.stream().map(InputFiles.Digested::digest).toList()),
        unresolved,
        platform);
  }

  /** An input, and what of it is the user's own. */
  record Opened(InputFiles.Digested file, Application application) {
    Archive archive() {
      return file.archive();
    }

    String digest() {
      return file.digest();
    }
  }

  private static InputSummary decode(
      Opened opened, PackageFilter included, int release, List<ClassUnit> units) {
    Archive input = opened.archive();
    List<String> unreadable = new ArrayList<>();
    input.problems().stream().map(EntryProblem::toString).forEach(unreadable::add);
    unreadable.addAll(opened.application().unreadable());
    int before = units.size();
    Set<String> names = new HashSet<>();
    for (Archive archive : included.within(opened.application())) {
      for (ClassFile file : ClassPath.visible(archive, release)) {
        try {
          ClassUnit unit = ClassDecoder.decode(file);
          if (included.test(unit.name()) && names.add(unit.name())) {
            units.add(unit);
          }
        } catch (MalformedClassException e) {
          unreadable.add(e.getMessage());
        }
      }
    }
    List<ClassUnit> own = units.subList(before, units.size());
    return new InputSummary(
        input.name().substring(input.name().lastIndexOf('/') + 1),
        "sha256:" + opened.digest(),
        own.size(),
        own.stream().mapToInt(u -> u.methods().size()).sum(),
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
