package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.rewriter.verify.ArchiveVerifier;

/**
 * The checks that one run of a program makes in the client (Figure 8): those that its jars'
 * runtimes are asked for, counted by a call that is put into them, against what a verifier and
 * linker in the client would have looked at in the classes that the run loaded: each instruction
 * once, and each reference once a class.
 */
final class ExecutedChecks {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern LOADED =
      Pattern.compile(" ([^ ]+) source: (?:jar:)?file:([^\\s!]+)");
  private static final Set<String> CHECKING = Set.of("checkAlone", "isCertain");
  private static final double PERCENT = 100;

  private final Workspace workspace;
  private final List<PlatformClasses> platforms;

  private ExecutedChecks(Workspace workspace, List<PlatformClasses> platforms) {
    this.workspace = workspace;
    this.platforms = platforms;
  }

  /** What a client of its own would have looked at. */
  private record Looked(int classes, long instructions, long references) {
    Looked and(Looked other) {
      return new Looked(
          classes + other.classes,
          instructions + other.instructions,
          references + other.references);
    }
  }

  static void print(PrintWriter out, List<PlatformClasses> platforms) throws Exception {
    out.println("Checks executed in one run (Figure 8), against all of the classes that it loads");
    out.printf(
        "%-28s%10s%16s%14s%14s%14s%n",
        "", "classes", "instructions", "references", "executed", "static share");
    try (Workspace workspace = Workspace.open("executed-checks", null);
        ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      ExecutedChecks checks = new ExecutedChecks(workspace, platforms);
      for (Program program : Program.ALL) {
        checks.row(out, program, resolver);
      }
    }
    out.println();
    out.flush();
  }

  private void row(PrintWriter out, Program program, ArtifactResolver resolver) throws Exception {
    Path folder = Files.createTempDirectory(workspace.folder("runs"), "run");
    List<Archive> archives = new ArrayList<>();
    List<Path> jars = new ArrayList<>();
    for (String text : program.coordinates()) {
      Coordinate coordinate =
          Coordinate.parse(text).orElseThrow(() -> new IOException(text + ": no coordinate"));
      Path jar = resolver.file(coordinate);
      Archive archive = Archive.read(jar.toString(), Files.readAllBytes(jar), Limits.DEFAULT);
      RewriteOptions options = RewriteOptions.linkChecks(platforms).withoutDescription();
      byte[] rewritten = Rewriter.rewrite(archive, options).bytes();
      Archive counting =
          Archive.read("counting.jar", rewritten, Limits.DEFAULT).map(ExecutedChecks::counting);
      archives.add(archive);
      jars.add(Files.write(folder.resolve(jars.size() + ".jar"), counting.toBytes()));
    }
    long executed = run(program, folder, jars);
    String log = Files.readString(folder.resolve("loaded"));
    Looked looked = new Looked(0, 0, 0);
    for (int i = 0; i < jars.size(); i++) {
      looked = looked.and(looked(archives.get(i), loadedFrom(log, jars.get(i))));
    }
    long all = looked.instructions + looked.references;
    out.printf(
        Locale.ROOT,
        "%-28s%,10d%,16d%,14d%,14d%13.3f%%%n",
        program.name(),
        looked.classes,
        looked.instructions,
        looked.references,
        executed,
        PERCENT * (all - executed) / Math.max(1, all));
    out.flush();
  }

  private long run(Program program, Path folder, List<Path> jars) throws Exception {
    Path count = folder.resolve("count");
    List<Path> classPath = new ArrayList<>(jars);
    classPath.add(Jvm.locationOf(CheckCounter.class));
    List<String> arguments = new ArrayList<>(List.of(count.toString(), program.main()));
    arguments.addAll(program.argumentsIn(folder));
    List<String> options = List.of("-Xlog:class+load:file=" + folder.resolve("loaded"));
    Path log = folder.resolve("log");
    Jvm.Launch launch = new Jvm.Launch(options, classPath, CheckCounter.class.getName(), arguments);
    boolean done = Jvm.running().run(launch, folder, log, LIMIT);
    if (!done || !Files.exists(count)) {
      throw new IOException(program.name() + ": " + Files.readString(log));
    }
    return Long.parseLong(Files.readString(count));
  }

  private static Set<String> loadedFrom(String log, Path jar) throws IOException {
    String place = jar.toRealPath().toString();
    return LOADED
        .matcher(log)
        .results()
        .filter(loaded -> loaded.group(2).equals(place))
        .map(loaded -> loaded.group(1).replace('.', '/') + ".class")
        .collect(Collectors.toSet());
  }

  /** Of the classes at some paths; the runtime's own are not among the archive's. */
  private Looked looked(Archive archive, Set<String> paths) throws MalformedClassException {
    ArchiveVerifier verifier = new ArchiveVerifier(archive, platforms, false);
    Looked looked = new Looked(0, 0, 0);
    for (String path : paths) {
      Optional<Entry> entry = archive.find(path);
      if (entry.isPresent()) {
        ClassFile file = verifier.file(entry.get());
        int instructions =
            ClassDecoder.outline(file).methods().stream().mapToInt(MethodCode::size).sum();
        int references =
            verifier.verify(file) instanceof LinkFacts facts ? facts.references().size() : 0;
        looked = looked.and(new Looked(1, instructions, references));
      }
    }
    return looked;
  }

  /** The runtime's class with a call that counts in front of what makes a check. */
  private static Entry counting(Entry entry) {
    Matcher own = Pattern.compile("org/umbriel/s[0-9a-f]+/\\w+\\.class").matcher(entry.path());
    if (!own.matches()) {
      return entry;
    }
    ClassReader reader = new ClassReader(entry.content());
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Counting(writer), 0);
    return entry.withContent(writer.toByteArray());
  }

  private static final class Counting extends ClassVisitor {
    Counting(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return CHECKING.contains(name) ? new Counted(next) : next;
    }
  }

  private static final class Counted extends MethodVisitor {
    Counted(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      String counter = CheckCounter.class.getName().replace('.', '/');
      super.visitMethodInsn(Opcodes.INVOKESTATIC, counter, "count", "()V", false);
    }
  }
}
