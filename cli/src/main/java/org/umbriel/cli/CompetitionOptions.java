package org.umbriel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.compete.Property;
import picocli.CommandLine.Option;

/** The options of competition mode. */
final class CompetitionOptions {
  @Option(
      names = "--sv-comp",
      description = "Competition mode: the last line is TRUE, FALSE or UNKNOWN.")
  private boolean requested;

  @Option(
      names = "--property",
      paramLabel = "FILE",
      description = "Competition mode: the property file.")
  private @Nullable Path property;

  @Option(
      names = "--witness",
      paramLabel = "FILE",
      description = "Competition mode: write the inputs of a violation there.")
  private @Nullable Path witness;

  /** The options of a command line that was taken apart elsewhere. */
  static CompetitionOptions of(@Nullable Path property, @Nullable Path witness) {
    CompetitionOptions options = new CompetitionOptions();
    options.requested = true;
    options.property = property;
    options.witness = witness;
    return options;
  }

  boolean requested() {
    return requested;
  }

  Optional<Path> witness() {
    return Optional.ofNullable(witness);
  }

  Property property() throws UserError {
    if (property == null) {
      throw new UserError("--sv-comp: which property?", "--property FILE.prp");
    }
    Path file = property;
    try {
      return Property.parse(Files.readString(file))
          .orElseThrow(() -> new UserError(file + ": a property of another kind"));
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + e.getMessage());
    }
  }
}
