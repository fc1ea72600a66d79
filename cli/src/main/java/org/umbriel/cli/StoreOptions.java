package org.umbriel.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.describe.StoredVerdicts;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.metadata.store.Key;
import org.umbriel.metadata.store.Store;
import org.umbriel.symexec.CheckResult;
import picocli.CommandLine.Option;

/** Where verdicts are kept from one run for the next, and how they get there and back. */
final class StoreOptions {
  private static final long MOST_BYTES = 4L << 30;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Where verdicts are kept for next time; default: umbriel in the user's cache.")
  private @Nullable Path directory;

  /** Opens the store; it is made if it is not there. */
  Store open() throws UserError {
    Path place = directory();
    try {
      return Store.open(place, MOST_BYTES);
    } catch (IOException e) {
      throw new UserError(place + ": cannot be used as a store: " + e.getMessage(), "--store DIR");
    }
  }

  /** Where the store is. */
  Path directory() {
    return directory == null ? ofTheUser() : directory;
  }

  private static Path ofTheUser() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "umbriel")
        : Path.of(cache, "umbriel");
  }

  /** Keeps what a whole run over one archive decided. */
  static void keep(Store store, CheckInputs inputs, CheckResult result) throws UserError {
    if (inputs.summaries().size() != 1 || !result.repeatable()) {
      return;
    }
    String digest = inputs.summaries().get(0).digest();
    try {
      StoredVerdicts.put(
          store, key(digest, inputs.platform()), KeptAnswers.findings(inputs, result));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  static UserError unusable(IOException e) {
    return new UserError("verdicts cannot be kept: " + e.getMessage(), "--store DIR");
  }

  /**
   * What the store has about an archive.
   *
   * @param digest SHA-256 of its file, in lower-case hexadecimal
   */
  static VerdictSource find(Store store, String digest, PlatformClasses platform) {
    return StoredVerdicts.get(store, key("sha256:" + digest, platform))
        .map(VerdictSource.class::cast)
        .orElse(VerdictSource.NONE);
  }

  /** Names what {@link #find} finds: another text if it has become another. */
  static String version(Store store, String digest, PlatformClasses platform) {
    return store.get(key("sha256:" + digest, platform)).map(Key::digest).orElse("");
  }

  private static Key key(String digest, PlatformClasses platform) {
    return StoredVerdicts.key(digest, platform.build(), Version.build());
  }
}
