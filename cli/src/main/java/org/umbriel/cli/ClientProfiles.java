package org.umbriel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.store.Store;
import org.umbriel.proxy.JarPlan;
import org.umbriel.proxy.JarRewriter;
import org.umbriel.proxy.configuration.ClientProfile;
import org.umbriel.proxy.configuration.KeyUse;
import org.umbriel.proxy.configuration.ServiceUse;
import org.umbriel.proxy.configuration.SignatureUse;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.pipeline.ServiceChoice;
import org.umbriel.rewriter.pipeline.ServiceProvider;
import org.umbriel.rewriter.sign.JarKey;
import org.umbriel.rewriter.sign.SignatureRules;

/**
 * {@code ClientProfile -> ArtifactRewriter}: what {@code rewrite} does, with the JDKs and services
 * of a profile, and with the verdicts that the store has when a jar is asked for first.
 */
final class ClientProfiles {
  /** Where distributions put JDKs. */
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private final StoreOptions store;
  private final SignatureRules signatures;
  private final Map<String, ServiceProvider> providers = providers();

  ClientProfiles(StoreOptions store, SignatureUse signatures) throws UserError {
    this.store = store;
    this.signatures = rules(signatures);
  }

  private static SignatureRules rules(SignatureUse use) throws UserError {
    Optional<JarKey> key = Optional.empty();
    if (use.key().isPresent()) {
      KeyUse place = use.key().get();
      key =
          Optional.of(SignatureOptions.key(place.keystore(), place.alias(), place.passwordFile()));
    }
    return SignatureRules.of(use.keep(), key);
  }

  /** The services of others that are on the class path, by name. */
  static Map<String, ServiceProvider> providers() {
    Map<String, ServiceProvider> providers = new HashMap<>();
    ServiceLoader.load(ServiceProvider.class).forEach(p -> providers.put(p.name(), p));
    return providers;
  }

  ArtifactRewriter rewriter(String name, ClientProfile profile) throws UserError, IOException {
    List<PlatformClasses> platforms = new ArrayList<>();
    for (String jdk : profile.jdks()) {
      platforms.add(platform(name, jdk));
    }
    if (platforms.isEmpty()) {
      platforms.add(PlatformClasses.running());
    }
    RewriteOptions links =
        RewriteOptions.linkChecks(platforms)
            .withServices(choices(name, profile))
            .withSignatures(signatures);
    List<String> services = profile.services().stream().map(ServiceUse::name).toList();
    if (!profile.has(ServiceUse.ASSERTIONS)) {
      return new JarRewriter(services, digest -> new JarPlan(links, ""));
    }
    Store verdicts = store.open();
    PlatformClasses first = platforms.get(0);
    return new JarRewriter(
        services,
        digest ->
            new JarPlan(
                links.withAssertions(StoreOptions.find(verdicts, digest, first)),
                StoreOptions.version(verdicts, digest, first)));
  }

  /** Each is made once here, so that wrong arguments are told at the start. */
  private List<ServiceChoice> choices(String name, ClientProfile profile) throws UserError {
    List<ServiceChoice> choices = new ArrayList<>();
    for (ServiceUse use : profile.services()) {
      ServiceProvider provider = providers.get(use.name());
      if (provider != null) {
        ServiceChoice choice = new ServiceChoice(provider, use.arguments());
        try {
          choice.create();
        } catch (IllegalArgumentException wrong) {
          throw new UserError(
              "profile " + name + ": service " + use.name() + ": " + wrong.getMessage());
        }
        choices.add(choice);
      }
    }
    return choices;
  }

  private static PlatformClasses platform(String profile, String jdk)
      throws UserError, IOException {
    if (!jdk.matches("[0-9]+")) {
      return PlatformClasses.of(Path.of(jdk));
    }
    int release = Integer.parseInt(jdk);
    if (Runtime.version().feature() == release) {
      return PlatformClasses.running();
    }
    return installed(release)
        .orElseThrow(
            () ->
                new UserError(
                    "profile " + profile + ": no JDK " + jdk + " in " + INSTALLED,
                    "its home in place of the number"));
  }

  private static Optional<PlatformClasses> installed(int release) throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      for (Path home : homes.sorted().toList()) {
        Optional<PlatformClasses> found = open(home).filter(p -> p.release() == release);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<PlatformClasses> open(Path home) {
    try {
      return Optional.of(PlatformClasses.of(home));
    } catch (IOException noJdk) {
      return Optional.empty();
    }
  }
}
