package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.ClassPath;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.LoadedPlatform;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.compete.Competition;
import org.umbriel.symexec.compete.Property;
import org.umbriel.symexec.compete.Verdict;
import org.umbriel.symexec.explore.Exploration;
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.replay.ProgramReplay;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;

/** {@code umbriel check --sv-comp}: a task of the software verification competition. */
final class CompetitionRun {
  private static final String MAIN = "Main";
  private static final int REPLAY_MILLISECONDS = 3_000;
  private static final Z3Limits LIMITS = new Z3Limits(4_000_000, 50_000, 3_000);

  private CompetitionRun() {}

  /**
   * Answers a task on the last line.
   *
   * @param inputs jars, class folders and source folders
   */
  static void run(CompetitionOptions options, List<String> inputs, PrintWriter out)
      throws UserError, IOException {
    Property property = options.property();
    List<Archive> archives = archives(inputs);
    LoadedPlatform platform = new LoadedPlatform();
    Program program = program(archives, platform);
    ProgramFiles files = ProgramFiles.of(archives, platform.release());
    ProgramReplay replay =
        new ProgramReplay(Path.of(System.getProperty("java.home")), REPLAY_MILLISECONDS);
    try (SolverFactory solvers = new Z3Lane(LIMITS)) {
      Verdict verdict =
          new Competition(program, files, solvers, replay, property, Competition.BUDGET)
              .decide(MAIN);
      verdict.reasons().forEach(reason -> out.println("left out: " + reason));
      verdict.witness().forEach(value -> out.println("input: " + value));
      if (options.witness().isPresent() && verdict.answer() == Verdict.Answer.FALSE) {
        Files.write(
            options.witness().get(), verdict.witness().stream().map(Object::toString).toList());
      }
      out.println(verdict.answer());
      out.flush();
    }
  }

  private static List<Archive> archives(List<String> inputs) throws UserError, IOException {
    List<Path> sources = new ArrayList<>();
    List<Path> compiled = new ArrayList<>();
    for (String input : inputs) {
      Path path = Path.of(input);
      (SourceCompiler.isSourceFolder(path) ? sources : compiled).add(path);
    }
    List<Archive> archives = new ArrayList<>();
    if (!sources.isEmpty()) {
      archives.add(SourceCompiler.compile(sources, compiled));
    }
    for (Path path : compiled) {
      try {
        archives.add(InputFiles.open(path, Limits.DEFAULT));
      } catch (NoSuchFileException e) {
        throw new UserError(path + ": no such file or folder");
      } catch (MalformedArchiveException e) {
        throw new UserError(e.getMessage());
      }
    }
    return archives;
  }

  private static Program program(List<Archive> archives, LoadedPlatform platform) throws UserError {
    List<ClassUnit> units = new ArrayList<>();
    for (Archive archive : archives) {
      for (ClassFile file : archive.classes()) {
        try {
          units.add(ClassDecoder.decode(file));
        } catch (MalformedClassException e) {
          throw new UserError(e.getMessage());
        }
      }
    }
    return new Program(
        units,
        ClassPath.of(archives, platform.release()).then(Exploration.modelClasses()).then(platform));
  }
}
