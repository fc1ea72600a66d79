package org.umbriel.benchmarks.proxy;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.rewriter.verify.ArchiveVerifier;

/** From a stored jar to the deflated answer, as a whole and in parts. */
final class Stages {
  private static final double NANOS = 1e9;
  private static final double MEGABYTE = 1e6;

  private final byte[] jar;
  private final List<PlatformClasses> platforms;
  private final int rounds;

  private Stages(byte[] jar, List<PlatformClasses> platforms, int rounds) {
    this.jar = jar;
    this.platforms = platforms;
    this.rounds = rounds;
  }

  /** Work whose CPU time counts. */
  private interface Work {
    void run() throws Exception;
  }

  static void print(PrintWriter out, List<Path> jars, List<PlatformClasses> platforms, int rounds)
      throws Exception {
    out.println("Rewriting, MB of class bytes a CPU-second (verification and link checks)");
    out.printf(
        "%-28s%8s%10s%10s%10s%10s%10s%10s%12s%16s%8s%n",
        "",
        "MB",
        "inflate",
        "verify",
        "outline",
        "rest",
        "deflate",
        "all",
        "described",
        "ASM prototype",
        "x");
    URL[] around = new URL[jars.size()];
    for (int i = 0; i < around.length; i++) {
      around[i] = jars.get(i).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(around, ClassLoader.getPlatformClassLoader())) {
      for (Path jar : jars) {
        row(out, jar, loader, new Stages(Files.readAllBytes(jar), platforms, rounds));
      }
    }
    out.println();
    out.flush();
  }

  private static void row(PrintWriter out, Path jar, ClassLoader around, Stages stages)
      throws Exception {
    RewriteOptions options = RewriteOptions.linkChecks(stages.platforms);
    Archive archive = stages.open();
    List<ClassFile> files = archive.classes();
    double megabytes = files.stream().mapToLong(f -> f.bytes().length).sum() / MEGABYTE;
    double inflate = stages.cpu(() -> stages.open().classes());
    double verify =
        stages.cpu(
            () -> {
              ArchiveVerifier verifier = new ArchiveVerifier(archive, stages.platforms, false);
              files.forEach(verifier::verify);
            });
    double decode =
        stages.cpu(
            () -> {
              for (ClassFile file : files) {
                if (!file.path().endsWith("module-info.class")) {
                  ClassDecoder.outline(file);
                }
              }
            });
    double prototype = stages.cpu(() -> AsmPrototype.rewrite(stages.jar, around));
    double all = stages.cpu(() -> Rewriter.rewrite(stages.open(), options.withoutDescription()));
    double described = stages.cpu(() -> Rewriter.rewrite(stages.open(), options));
    double deflate = stages.deflate(Rewriter.rewrite(archive, options).bytes());
    double rest = Math.max(0, all - inflate - verify - decode - deflate);
    out.printf(
        Locale.ROOT,
        "%-28s%8.1f%10.0f%10.0f%10.0f%10.0f%10.0f%10.1f%12.1f%16.1f%8.2f%n",
        jar.getFileName(),
        megabytes,
        megabytes / inflate,
        megabytes / verify,
        megabytes / decode,
        megabytes / rest,
        megabytes / deflate,
        megabytes / all,
        megabytes / described,
        megabytes / prototype,
        prototype / all);
    out.flush();
  }

  private Archive open() throws Exception {
    return Archive.readWithClasses("subject.jar", jar, Limits.DEFAULT);
  }

  /** Of the classes that were written anew: the others keep their deflated bytes. */
  private double deflate(byte[] rewritten) throws Exception {
    Archive before = open();
    List<Entry> written = new ArrayList<>();
    for (Entry entry : Archive.read("rewritten.jar", rewritten, Limits.DEFAULT).entries()) {
      boolean same =
          before
              .find(entry.path())
              .filter(e -> e.size() == entry.size())
              .filter(e -> Arrays.equals(e.content(), entry.content()))
              .isPresent();
      if (!same && !entry.path().endsWith(".debug")) {
        written.add(Entry.of(entry.path(), entry.content()));
      }
    }
    return cpu(() -> Archive.of("written.jar", written).toBytes());
  }

  /** Seconds, the best of some rounds. */
  private double cpu(Work work) throws Exception {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long begin = now();
      work.run();
      best = Math.min(best, now() - begin);
    }
    return Math.max(1, best) / NANOS;
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
