package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.umbriel.proxy.Proxy;
import org.umbriel.proxy.configuration.ClientProfile;
import org.umbriel.proxy.configuration.ConfigurationException;
import org.umbriel.proxy.configuration.ConfigurationReader;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.proxy.maven.UpstreamAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code umbriel proxy}: a Maven mirror whose jars check themselves. */
@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = GenerationsCommand.class,
    header = {
      "Example: umbriel proxy",
      "         umbriel proxy --port 8899 --upstream central --config umbriel.yaml",
      "         umbriel proxy generations promote",
      ""
    },
    description = {
      "Serves a Maven repository at http://HOST:PORT/maven2/ whose jars are rewritten on their way,",
      "and fetches and rewrites code for clients that name it as their HTTP proxy. Also there:",
      "/health, /metrics, descriptions at /buildid/ID/debuginfo, and /classes/ for agents. Ctrl-C",
      "stops it."
    })
final class ProxyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--port", paramLabel = "PORT", description = "Default ${DEFAULT-VALUE}.")
  private int port = ProxyConfiguration.DEFAULT_PORT;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen on, 0.0.0.0 for all; default ${DEFAULT-VALUE}.")
  private String host = ProxyConfiguration.DEFAULT.host();

  @Option(
      names = "--upstream",
      paramLabel = "central|URL",
      description =
          "Where artifacts come from, in this order. Repeatable; default: what this machine's Maven"
              + " settings name.")
  private List<String> upstreams = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML with upstreams, store, services, profiles, passThrough, signatures, tls,"
              + " forward, proofs.")
  private @Nullable Path config;

  @Override
  public Integer call() throws UserError, IOException {
    ProxyConfiguration configuration = configuration();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (Proxy proxy = Proxy.start(configuration, rewriters(configuration), err::println)) {
      out.println("umbriel proxy for " + String.join(", ", proxy.upstreams()));
      out.println("In a client's settings.xml, within <mirrors>:");
      out.println(proxy.clientSettings());
      out.println("For code that comes another way:");
      out.println(
          "umbriel run --proxy "
              + proxy.address()
              + " --trust "
              + proxy.clientKey()
              + " -- java ...");
      out.flush();
      untilStopped(proxy);
    } catch (MavenException unusable) {
      throw new UserError(unusable.getMessage());
    } catch (IOException unusable) {
      throw new UserError(unusable.getMessage(), "umbriel proxy --port " + (port + 1));
    }
    return ExitCode.DONE;
  }

  private ProxyConfiguration configuration() throws UserError {
    ProxyConfiguration read = config == null ? ProxyConfiguration.DEFAULT : read(config);
    if (port < 0 || port > 0xFFFF) {
      throw new UserError("--port " + port + ": not a port");
    }
    ProxyConfiguration configuration = read.withAddress(host, port);
    try {
      return upstreams.isEmpty()
          ? configuration
          : configuration.withUpstreams(upstreams.stream().map(UpstreamAddress::parse).toList());
    } catch (IllegalArgumentException wrong) {
      throw new UserError("--upstream " + wrong.getMessage());
    }
  }

  static ProxyConfiguration read(Path file) throws UserError {
    try {
      Path folder = file.toAbsolutePath().getParent();
      String yaml = Files.readString(file);
      return ConfigurationReader.read(
          file.toString(), yaml, folder == null ? file : folder, ClientProfiles.providers());
    } catch (ConfigurationException wrong) {
      throw new UserError(wrong.getMessage());
    } catch (IOException unreadable) {
      throw new UserError(file + ": cannot be read: " + unreadable.getMessage());
    }
  }

  private Map<String, ArtifactRewriter> rewriters(ProxyConfiguration configuration)
      throws UserError, IOException {
    ClientProfiles profiles =
        new ClientProfiles(store, configuration.signatures(), configuration.proofs());
    Map<String, ArtifactRewriter> rewriters = new HashMap<>();
    for (Map.Entry<String, ClientProfile> profile : configuration.profiles().entrySet()) {
      rewriters.put(profile.getKey(), profiles.rewriter(profile.getKey(), profile.getValue()));
    }
    return rewriters;
  }

  /** Waits for Ctrl-C, or for an interrupt; either ends with the connections closed. */
  private static void untilStopped(Proxy proxy) {
    Thread hook = new Thread(() -> stop(proxy), "proxy-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private static void stop(Proxy proxy) {
    proxy.close();
    Runtime.getRuntime().halt(ExitCode.DONE);
  }
}
