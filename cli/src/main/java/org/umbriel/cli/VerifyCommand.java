package org.umbriel.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.ClassPath;
import org.umbriel.metadata.archive.EntryProblem;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.verify.Verifier;
import org.umbriel.metadata.verify.format.JvmRules;
import org.umbriel.metadata.verify.result.LinkFact;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.metadata.verify.result.Verification;
import org.umbriel.metadata.verify.type.Hierarchy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbriel verify}: our own verifier over class files, one line a class. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = {
      "Example: umbriel verify app.jar --classpath lib.jar",
      "         umbriel verify Suspect.class",
      ""
    },
    description = {
      "Says of each class whether a JVM would define and link it, without loading it: format,",
      "supertypes, type-safe code. Exit code 1 if any class is rejected."
    })
final class VerifyCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;
  private static final double SECOND = 1e9;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "Jars, class folders, class files, or group:artifact:version.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--assumptions",
      description = "Also print what each class assumes of classes that are not in sight.")
  private boolean assumptions;

  @Mixin private InputOptions options = new InputOptions();

  private int accepted;
  private int rejected;
  private long bytes;

  @Override
  public Integer call() throws UserError {
    long start = cpu();
    List<Archive> inputs = new ArrayList<>();
    for (String argument : arguments) {
      inputs.add(options.archive(InputOptions.locate(argument)));
    }
    List<Archive> around = new ArrayList<>(inputs);
    around.addAll(options.classPath());
    List<PlatformClasses> platforms = options.platforms();
    PlatformClasses platform = platforms.get(0);
    JvmRules rules = options.namesPlatform() ? JvmRules.of(platform.release()) : JvmRules.NEWEST;
    ClassSource classes = ClassPath.of(around, rules.release()).then(platform);
    Verifier verifier = new Verifier(new Hierarchy(classes), rules);
    boolean unreadable = false;
    for (Archive input : inputs) {
      for (ClassFile file : input.classes()) {
        print(file, verifier.verify(file));
      }
      for (EntryProblem problem : input.problems()) {
        unreadable = true;
        spec.commandLine().getErr().println("umbriel: " + input.name() + ": " + problem);
      }
    }
    summary(cpu() - start);
    return unreadable ? ExitCode.PARTIAL : rejected > 0 ? ExitCode.FINDINGS : ExitCode.DONE;
  }

  private void print(ClassFile file, Verification verification) {
    PrintWriter out = spec.commandLine().getOut();
    bytes += file.bytes().length;
    if (verification instanceof LinkFacts facts) {
      accepted++;
      out.println(file.path() + "\taccepted");
      for (LinkFact fact : assumptions ? facts.assumptions() : List.<LinkFact>of()) {
        out.println("\tassumes\t" + fact);
      }
    } else {
      rejected++;
      out.println(file.path() + "\trejected\t" + verification);
    }
  }

  private void summary(long nanoseconds) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%,d classes, %,d accepted, %,d rejected   %.1f MB   %.2f s CPU%n",
            accepted + rejected,
            accepted,
            rejected,
            bytes / MEGABYTE,
            nanoseconds / SECOND);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
