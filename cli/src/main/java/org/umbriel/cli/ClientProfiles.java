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
import org.umbriel.proxy.configuration.ProofUse;
import org.umbriel.proxy.configuration.ServiceUse;
import org.umbriel.proxy.configuration.SignatureUse;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.proxy.proof.Prover;
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

  private static final Path RUNNING = Path.of(System.getProperty("java.home"));

  private final StoreOptions store;
  private final SignatureRules signatures;
  private final ProofUse proofs;
  private final Map<String, ServiceProvider> providers = providers();

  ClientProfiles(StoreOptions store, SignatureUse signatures, ProofUse proofs) throws UserError {
    this.store = store;
    this.signatures = rules(signatures);
    this.proofs = proofs;
  }

  /** A JDK and where it is. */
  private record Platform(Path home, PlatformClasses classes) {
    static Platform of(Path home) throws IOException {
      return new Platform(home, PlatformClasses.of(home));
    }
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
    List<Platform> platforms = new ArrayList<>();
    for (String jdk : profile.jdks()) {
      platforms.add(platform(name, jdk));
    }
    if (platforms.isEmpty()) {
      platforms.add(Platform.of(RUNNING));
    }
    RewriteOptions links =
        RewriteOptions.linkChecks(platforms.stream().map(Platform::classes).toList())
            .withServices(choices(name, profile))
            .withSignatures(signatures);
    List<String> services = profile.services().stream().map(ServiceUse::name).toList();
    if (!profile.has(ServiceUse.ASSERTIONS)) {
      return new JarRewriter(services, digest -> new JarPlan(links, ""));
    }
    Store verdicts = store.open();
    Platform platform = platforms.get(0);
    PlatformClasses first = platform.classes();
    Optional<Prover> prover =
        proofs.run()
            ? Optional.of(
                new BackgroundCheck(
                    proofs,
                    store.directory(),
                    platform.home(),
                    digest -> !StoreOptions.version(verdicts, digest, first).isEmpty()))
            : Optional.empty();
    return new JarRewriter(
        services,
        digest ->
            new JarPlan(
                links.withAssertions(StoreOptions.find(verdicts, digest, first)),
                StoreOptions.version(verdicts, digest, first)),
        prover);
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

  private static Platform platform(String profile, String jdk) throws UserError, IOException {
    if (!jdk.matches("[0-9]+")) {
      return Platform.of(Path.of(jdk));
    }
    int release = Integer.parseInt(jdk);
    if (Runtime.version().feature() == release) {
      return Platform.of(RUNNING);
    }
    return installed(release)
        .orElseThrow(
            () ->
                new UserError(
                    "profile " + profile + ": no JDK " + jdk + " in " + INSTALLED,
                    "its home in place of the number"));
  }

  private static Optional<Platform> installed(int release) throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      for (Path home : homes.sorted().toList()) {
        Optional<Platform> found = open(home).filter(p -> p.classes().release() == release);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Platform> open(Path home) {
    try {
      return Optional.of(Platform.of(home));
    } catch (IOException noJdk) {
      return Optional.empty();
    }
  }
}
