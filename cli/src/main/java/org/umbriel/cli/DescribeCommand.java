package org.umbriel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.describe.DescribedArchive;
import org.umbriel.metadata.describe.Descriptions;
import org.umbriel.metadata.describe.JsonPrinter;
import org.umbriel.metadata.describe.TextPrinter;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbriel describe}: classes, methods, lines, locals, check sites as a tree of entries. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = {
      "Example: umbriel describe slim.jar",
      "         umbriel describe com.google.code.gson:gson:2.11.0 --class com.google.gson.Gson",
      "         umbriel describe /lib/x86_64-linux-gnu/libc.so.6 --name stat",
      "         umbriel describe 4711 --class java.lang.String",
      ""
    },
    description = "Prints what is in a program, and what is known about it, in DWARF's words.")
final class DescribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "INPUT",
      description =
          "A jar (rewritten or not), a class folder, a class file, an ELF file with DWARF,"
              + " group:artifact:version, or the PID of a running Java VM.")
  private String argument = "";

  @Option(
      names = {"--class", "--name"},
      paramLabel = "C",
      description =
          "Only this class: a.b.C. Of an ELF file only this unit, by the name of its source file,"
              + " or else the types, functions and variables of that name.")
  private @Nullable String className;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}; default text.")
  private Format format = Format.TEXT;

  /** How entries are written. */
  enum Format {
    TEXT,
    JSON
  }

  @Override
  public Integer call() throws UserError, IOException {
    if (ProcessDescription.isProcess(argument) && !Files.exists(Path.of(argument))) {
      return describeProcess();
    }
    Path path = InputOptions.locate(argument);
    if (Files.isRegularFile(path)) {
      if (isElf(path)) {
        return describeObject(path);
      }
    }
    return describe(new InputOptions().archive(path));
  }

  private static boolean isElf(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return ElfReader.isElf(in.readNBytes(4));
    }
  }

  private int describeProcess() throws UserError, IOException {
    try {
      return print(ProcessDescription.of(argument), "class");
    } catch (MalformedObjectException e) {
      throw new UserError(argument + ": " + e.getMessage());
    }
  }

  /** What can be printed whole, or only the part of a name. */
  interface Printable {
    /**
     * Prints it.
     *
     * @param name what is wanted; null for everything
     * @return false if there is nothing of that name
     */
    boolean printText(@Nullable String name, Appendable out)
        throws IOException, MalformedObjectException;

    /** The same for programs. */
    boolean printJson(@Nullable String name, Appendable out)
        throws IOException, MalformedObjectException;
  }

  private int print(Printable description, String kinds)
      throws UserError, IOException, MalformedObjectException {
    PrintWriter out = spec.commandLine().getOut();
    boolean found =
        switch (format) {
          case TEXT -> description.printText(className, out);
          case JSON -> description.printJson(className, out);
        };
    out.flush();
    if (!found) {
      throw new UserError(argument + ": no " + kinds + " " + className);
    }
    return ExitCode.DONE;
  }

  private int describeObject(Path path) throws UserError, IOException {
    try {
      ObjectDescription description = new ObjectDescription(Program.open(path));
      if (description.isEmpty()) {
        throw new UserError(argument + ": no debugging information in it");
      }
      return print(description, "unit, type, function or variable");
    } catch (MalformedObjectException e) {
      throw new UserError(argument + ": " + e.getMessage());
    }
  }

  private int describe(Archive archive) throws UserError, IOException {
    DescribedArchive described = DescribedArchive.asClaimed(archive);
    if (described.classes().isEmpty() && described.problems().isEmpty()) {
      throw new UserError(argument + ": no class files in it");
    }
    String name = archive.name().substring(archive.name().lastIndexOf('/') + 1);
    print(Descriptions.describe(name, described.classes()), described.claim());
    PrintWriter err = spec.commandLine().getErr();
    described.problems().forEach(problem -> err.println("umbriel: " + argument + ": " + problem));
    return described.problems().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
  }

  private void print(DebugInformation information, Optional<String> claim)
      throws UserError, IOException {
    List<Unit> units = information.units().stream().filter(this::isWanted).toList();
    if (units.isEmpty()) {
      throw new UserError(argument + ": no class " + className + " in it");
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> {
        claim.ifPresent(
            entry ->
                out.println("check sites and contracts as " + entry + " claims, not checked here"));
        TextPrinter printer = new TextPrinter(information, out);
        for (Unit unit : units) {
          printer.print(unit);
        }
      }
      case JSON -> {
        JsonPrinter printer = new JsonPrinter(information, out);
        printer.start(claim);
        for (Unit unit : units) {
          printer.print(unit);
        }
        printer.end();
      }
    }
    out.flush();
  }

  private boolean isWanted(Unit unit) {
    return className == null
        || unit.root().text(AttributeName.NAME).equals(Optional.of(className.replace('/', '.')));
  }
}
