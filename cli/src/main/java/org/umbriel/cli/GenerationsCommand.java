package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.proxy.cache.Generation;
import org.umbriel.proxy.cache.Generations;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbriel proxy generations}: looks at a proxy's generations, and begins new ones. */
@Command(
    name = "generations",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = {
      "Example: umbriel proxy generations list --config umbriel.yaml",
      "         umbriel proxy generations promote",
      "         umbriel proxy generations pin 3",
      ""
    },
    description = {
      "Within a generation a released jar never changes. What was learned since comes with the next:",
      "promote begins it, for clients that come from then on or were silent for 15 minutes; clients at",
      "/g/N/maven2/ stay on N. The newest "
          + Generations.KEPT
          + " are kept, and those that are pinned."
    })
final class GenerationsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "ACTION", description = "list, promote or pin.")
  private Action action = Action.LIST;

  @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "For pin.")
  private @Nullable Integer number;

  @Option(names = "--config", paramLabel = "FILE", description = "The proxy's own; for its store.")
  private @Nullable Path config;

  /** What is to be done. */
  enum Action {
    LIST,
    PROMOTE,
    PIN
  }

  @Override
  public Integer call() throws UserError {
    ProxyConfiguration configuration =
        config == null ? ProxyConfiguration.DEFAULT : ProxyCommand.read(config);
    Path store = configuration.store();
    if (!Files.isDirectory(store)) {
      throw new UserError(store + ": no proxy has a store here", "--config FILE");
    }
    try {
      act(Generations.open(store, Clock.systemUTC()));
    } catch (NoSuchFileException absent) {
      throw new UserError(
          absent.getMessage() + ": there is none", "umbriel proxy generations list");
    } catch (IOException unusable) {
      throw new UserError(store + ": " + unusable.getMessage());
    }
    return ExitCode.DONE;
  }

  private void act(Generations generations) throws IOException, UserError {
    PrintWriter out = spec.commandLine().getOut();
    switch (action) {
      case LIST -> generations.list().forEach(g -> out.println(line(g, generations.current())));
      case PROMOTE -> out.println(line(generations.promote(), generations.current()));
      case PIN -> {
        if (number == null) {
          throw new UserError("pin: which one?", "umbriel proxy generations pin 3");
        }
        generations.pin(number);
        out.println(line(generations.find(number).orElseThrow(), generations.current()));
      }
    }
    out.flush();
  }

  private static String line(Generation generation, Generation current) {
    return generation.number()
        + "\t"
        + generation.since()
        + (generation.number() == current.number() ? "\tcurrent" : "")
        + (generation.pinned() ? "\tpinned" : "");
  }
}
