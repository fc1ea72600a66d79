package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run proxy}: the tables of the rewriting proxy. */
@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    description = {
      "Rewriting in MB of class bytes a CPU-second, stage by stage, against a straight",
      "prototype with ASM; link checks made before and while the program runs (Sirer et",
      "al., SOSP '99, Figure 8); programs end to end, and what verification costs the",
      "client (Figures 6 and 7); 100 small jars (section 4.1.2); cache hits against nginx,",
      "both under wrk, where these are installed (apt-get install nginx-light wrk); what a",
      "request costs with up to 10,000 clients connected (Figure 10); what a cancelled",
      "request goes on to cost; whether JDK 17 and 25 write the same bytes; builds of three",
      "projects with Maven 3.8, 3.9 and 4 (needs git and tar)."
    })
public final class ProxyBenchmark implements Callable<Integer> {
  private static final List<String> SUBJECTS =
      List.of(
          "com.google.guava:guava:33.3.1-jre",
          "org.apache.commons:commons-lang3:3.17.0",
          "com.h2database:h2:2.3.232",
          "org.springframework:spring-core:6.2.1",
          "org.jetbrains.kotlin:kotlin-stdlib:2.0.21",
          "de.jflex:jflex:1.9.1",
          "org.hsqldb:hsqldb:2.7.4");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "COORDINATE", arity = "0..*", description = "Jars; default: seven.")
  private List<String> coordinates = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Times that each stage is run; the best counts; default ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "For which each server is under load, three times; default ${DEFAULT-VALUE}.")
  private int seconds = 3;

  @Option(
      names = "--projects",
      paramLabel = "DIR",
      description = "Where checkouts of the projects that are built are, or are put.")
  private @Nullable Path projects;

  @Option(
      names = "--only",
      paramLabel = "TABLE",
      split = ",",
      description = "Some of ${COMPLETION-CANDIDATES}; default: all.")
  private Set<Table> only = EnumSet.allOf(Table.class);

  /** What is printed. */
  enum Table {
    REWRITING,
    LINKS,
    PROGRAMS,
    SMALL,
    HITS,
    CLIENTS,
    CANCELLED,
    BYTES,
    BUILDS
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<PlatformClasses> platforms = List.of(PlatformClasses.running());
    out.printf(
        Locale.ROOT, "%s, best of %d rounds, one thread%n%n", platforms.get(0).build(), rounds);
    List<Path> jars = jars();
    Path first = jars.get(0);
    for (Table table : only) {
      switch (table) {
        case REWRITING -> Stages.print(out, jars, platforms, rounds);
        case LINKS -> {
          LinkTable.print(out, jars, platforms);
          ExecutedChecks.print(out, platforms);
        }
        case PROGRAMS -> EndToEnd.print(out, first, rounds);
        case SMALL -> SmallDownloads.print(out, first);
        case HITS -> CacheHits.print(out, seconds);
        case CLIENTS -> SlowClients.print(out);
        case CANCELLED -> CancelledRequests.print(out, first);
        case BYTES -> ByteIdentity.print(out, jars);
        case BUILDS -> MavenBuilds.print(out, projects);
      }
    }
    return 0;
  }

  private List<Path> jars() throws Exception {
    List<Path> jars = new ArrayList<>();
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      for (String text : coordinates.isEmpty() ? SUBJECTS : coordinates) {
        Path file = Path.of(text);
        jars.add(Files.exists(file) ? file : resolver.file(coordinate(text)));
      }
    }
    return jars;
  }

  private static Coordinate coordinate(String text) throws IOException {
    return Coordinate.parse(text)
        .orElseThrow(() -> new IOException(text + ": neither a file nor a coordinate"));
  }
}
