package org.umbriel.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbriel run}: a program whose code goes to the proxy, or whose blocks are tracked. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = {
      "Example: umbriel run --proxy http://127.0.0.1:8899 --trust client.key -- java -jar app.jar",
      "         umbriel run --track-malloc -- ./server --once",
      ""
    },
    description = {
      "Runs a command. With a proxy each Java program in it sends the code that it loads there first:",
      "jars and folders of its class path are rewritten, other classes are verified. What the",
      "trusted proxy does not answer for is not run. The exit code is the program's."
    })
final class RunCommand implements Callable<Integer> {
  private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(exclusive = false)
  private @Nullable Through through;

  @Option(
      names = "--track-malloc",
      description =
          "At the program's end, say on standard error which blocks of malloc's were never freed:"
              + " who allocated them, on which line, and for which type.")
  private boolean trackMalloc;

  /** A proxy and how to know it. */
  static final class Through {
    @Option(
        names = "--proxy",
        paramLabel = "URL",
        required = true,
        description = "Where umbriel proxy listens.")
    private String proxy = "";

    @Option(
        names = "--trust",
        paramLabel = "KEY",
        required = true,
        description = "The file for clients that the proxy made: keys/client.key in its store.")
    private Path key = Path.of("");

    @Option(
        names = "--profile",
        paramLabel = "NAME",
        description =
            "A client profile of the proxy's; default: that of the client's certificate, or the one"
                + " for its Java release.")
    private String profile = "";

    @Option(
        names = "--skip-verification",
        description =
            "The JVM does not verify again what the proxy has verified. What a program defines"
                + " without a class loader (hidden classes) no agent sees: for programs that are"
                + " trusted with that.")
    private boolean trusting;

    private void check() throws UserError {
      if (!isUrl(proxy)) {
        throw new UserError("--proxy " + proxy + ": not an http or https URL");
      } else if (!profile.matches("[A-Za-z0-9._-]{0,64}")) {
        throw new UserError("--profile " + profile + ": not the name of a profile");
      } else if (!Files.isReadable(key)) {
        throw new UserError(
            key + ": cannot be read", "the path that umbriel proxy prints when it starts");
      }
    }

    private List<String> options() throws IOException {
      List<String> options = new ArrayList<>();
      String named = profile.isEmpty() ? "" : ",profile=" + profile;
      options.add(
          "-javaagent:"
              + AgentJar.locate()
              + "=url="
              + proxy
              + named
              + ",key="
              + key.toAbsolutePath());
      if (trusting) {
        options.add("-XX:+UnlockDiagnosticVMOptions");
        options.add("-XX:-BytecodeVerificationRemote");
      }
      return options;
    }
  }

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "The command and its arguments.")
  private List<String> command = new ArrayList<>();

  @Override
  public Integer call() throws UserError, InterruptedException {
    if (through == null && !trackMalloc) {
      throw new UserError("nothing to do: --proxy and --trust are missing, or --track-malloc");
    }
    if (through != null) {
      through.check();
    }
    try {
      ProcessBuilder builder = builder().inheritIO();
      if (trackMalloc) {
        return new TrackedRun(spec.commandLine().getErr()).run(builder);
      }
      Process process = builder.start();
      Thread hook = new Thread(process::destroy, "run-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
      return code;
    } catch (IOException failed) {
      throw new UserError(command.get(0) + ": cannot be run: " + failed.getMessage());
    }
  }

  private static boolean isUrl(String text) {
    try {
      @Nullable String scheme = URI.create(text).getScheme();
      return "http".equals(scheme) || "https".equals(scheme);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** A java that is named gets the agent as its first option, any other by its environment. */
  private ProcessBuilder builder() throws IOException {
    List<String> line = new ArrayList<>(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    if (through == null) {
      return builder;
    }
    List<String> options = through.options();
    Path program = Path.of(command.get(0)).getFileName();
    if (program != null && program.toString().equals("java")) {
      line.addAll(1, options);
    } else {
      Map<String, String> environment = builder.environment();
      String quoted =
          options.stream()
              .map(o -> o.indexOf(' ') < 0 ? o : '"' + o + '"')
              .collect(Collectors.joining(" "));
      environment.merge(TOOL_OPTIONS, quoted, (before, ours) -> before + " " + ours);
    }
    return builder;
  }
}
