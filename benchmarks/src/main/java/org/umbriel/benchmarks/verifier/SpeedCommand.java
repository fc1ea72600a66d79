package org.umbriel.benchmarks.verifier;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.ClassPath;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.verify.Verifier;
import org.umbriel.metadata.verify.format.JvmRules;
import org.umbriel.metadata.verify.type.Hierarchy;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import org.umbriel.proxy.maven.MavenException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance verifier-speed}: megabytes of class files a CPU-second. */
@Command(
    name = "verifier-speed",
    mixinStandardHelpOptions = true,
    description =
        "MB of class files a CPU-second: our verifier, ASM's, and on JDK 24 and later the JDK's.")
public final class SpeedCommand implements Callable<Integer> {
  private static final List<String> SUBJECTS =
      List.of(
          "com.google.guava:guava:33.3.1-jre",
          "org.apache.commons:commons-lang3:3.17.0",
          "com.h2database:h2:2.3.232",
          "org.springframework:spring-core:6.2.1",
          "org.jetbrains.kotlin:kotlin-stdlib:2.0.21");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "COORDINATE", arity = "0..*", description = "Jars; default: five.")
  private List<String> coordinates = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Times that all classes are verified; the best counts; default 15.",
      defaultValue = "15")
  private int rounds;

  @Override
  public Integer call() throws IOException, MavenException, MalformedArchiveException {
    List<Archive> archives = new ArrayList<>();
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      for (String text : coordinates.isEmpty() ? SUBJECTS : coordinates) {
        Coordinate coordinate =
            Coordinate.parse(text).orElseThrow(() -> new IOException(text + ": no coordinate"));
        Path jar = resolver.resolve(coordinate).file();
        archives.add(Archive.read(jar.toString(), Files.readAllBytes(jar), Limits.DEFAULT));
      }
    }
    List<ClassFile> files = new ArrayList<>();
    for (Archive archive : archives) {
      archive.classes().stream()
          .filter(f -> !f.path().startsWith("META-INF/") && !f.path().endsWith("-info.class"))
          .forEach(files::add);
    }
    double megabytes = files.stream().mapToLong(f -> f.bytes().length).sum() / 1e6;
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,d classes, %.1f MB, JDK %s, best of %d rounds%n%-34s%14s%n",
        files.size(),
        megabytes,
        System.getProperty("java.version"),
        rounds,
        "",
        "MB/CPU-s");
    PlatformClasses platform = PlatformClasses.running();
    Hierarchy hierarchy = new Hierarchy(ClassPath.of(archives, 0).then(platform));
    Verifier verifier = new Verifier(hierarchy, JvmRules.NEWEST);
    row(out, "umbriel", megabytes, files, verifier::verify);
    Optional<Consumer<ClassFile>> jdk = verifierOfTheJdk();
    if (jdk.isPresent()) {
      row(out, "java.lang.classfile ClassFile.verify", megabytes, files, jdk.get());
    }
    row(out, "ASM CheckClassAdapter.verify", megabytes, files, SpeedCommand::byAsm);
    return 0;
  }

  private void row(
      PrintWriter out,
      String name,
      double megabytes,
      List<ClassFile> files,
      Consumer<ClassFile> verifier) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long start = cpu();
      files.forEach(verifier);
      best = Math.min(best, cpu() - start);
    }
    out.printf(Locale.ROOT, "%-34s%14.1f%n", name, megabytes / (best / 1e9));
    out.flush();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void byAsm(ClassFile file) {
    CheckClassAdapter.verify(
        new ClassReader(file.bytes()),
        SpeedCommand.class.getClassLoader(),
        false,
        new PrintWriter(new StringWriter()));
  }

  private static Optional<Consumer<ClassFile>> verifierOfTheJdk() {
    try {
      Class<?> type = Class.forName("java.lang.classfile.ClassFile");
      Object instance = type.getMethod("of").invoke(null);
      Method verify = type.getMethod("verify", byte[].class);
      return Optional.of(
          file -> {
            try {
              verify.invoke(instance, (Object) file.bytes());
            } catch (IllegalAccessException | InvocationTargetException e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (ReflectiveOperationException before24) {
      return Optional.empty();
    }
  }
}
