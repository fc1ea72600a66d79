package org.umbriel.proxy.maven;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.maven.model.building.DefaultModelProcessor;
import org.apache.maven.model.io.DefaultModelReader;
import org.apache.maven.model.locator.DefaultModelLocator;
import org.apache.maven.model.superpom.DefaultSuperPomProvider;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.spi.connector.transport.Transporter;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.spi.connector.transport.TransporterProvider;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.transfer.NoTransporterException;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/**
 * Maven's resolver, set up as the machine's Maven would be: mirrors, proxies, credentials and the
 * repositories of active profiles, with Maven Central last.
 */
final class MavenSystem implements AutoCloseable {
  private static final String CENTRAL = "central";
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 60_000;

  private final Supplier supplier = new Supplier();
  private final RepositorySystem system;
  private final DefaultRepositorySystemSession session;
  private final List<RemoteRepository> repositories;

  MavenSystem(MavenSettings settings) {
    system = supplier.get();
    session = session(settings);
    repositories = system.newResolutionRepositories(session, declared(settings.settings()));
  }

  RepositorySystem system() {
    return system;
  }

  DefaultRepositorySystemSession session() {
    return session;
  }

  /** Where artifacts come from, in this order, after mirrors. */
  List<RemoteRepository> repositories() {
    return repositories;
  }

  /** A new way to fetch single files from a repository. The caller closes it. */
  Transporter transporter(RemoteRepository repository) throws NoTransporterException {
    return supplier.transporters().newTransporter(session, repository);
  }

  /** A repository by its address: no mirror stands in for it, but proxies and credentials apply. */
  RemoteRepository repositoryAt(String id, String url) {
    return system.newDeploymentRepository(session, repository(id, url).build());
  }

  /** Maven Central, or what the settings put in its place. */
  RemoteRepository central() {
    return system.newResolutionRepositories(session, List.of(declaredCentral())).get(0);
  }

  @Override
  public void close() {
    system.shutdown();
  }

  private DefaultRepositorySystemSession session(MavenSettings settings) {
    Settings merged = settings.settings();
    DefaultRepositorySystemSession created = MavenRepositorySystemUtils.newSession();
    LocalRepository local = new LocalRepository(settings.localRepository().toFile());
    created.setLocalRepositoryManager(system.newLocalRepositoryManager(created, local));
    created.setOffline(merged.isOffline());
    created.setSystemProperties(System.getProperties()); // profiles of poms ask for java.version
    created.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(true, true));
    created.setConfigProperty(ConfigurationProperties.CONNECT_TIMEOUT, CONNECT_MILLIS);
    created.setConfigProperty(ConfigurationProperties.REQUEST_TIMEOUT, READ_MILLIS);
    created.setMirrorSelector(mirrors(merged));
    created.setProxySelector(proxies(merged));
    created.setAuthenticationSelector(credentials(merged));
    return created;
  }

  private static DefaultMirrorSelector mirrors(Settings settings) {
    DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
    for (Mirror mirror : settings.getMirrors()) {
      mirrors.add(
          mirror.getId(),
          mirror.getUrl(),
          mirror.getLayout(),
          false,
          mirror.isBlocked(),
          mirror.getMirrorOf(),
          mirror.getMirrorOfLayouts());
    }
    return mirrors;
  }

  private static DefaultProxySelector proxies(Settings settings) {
    DefaultProxySelector proxies = new DefaultProxySelector();
    for (Proxy proxy : settings.getProxies()) {
      if (proxy.isActive()) {
        AuthenticationBuilder authentication =
            new AuthenticationBuilder()
                .addUsername(proxy.getUsername())
                .addPassword(proxy.getPassword());
        proxies.add(
            new org.eclipse.aether.repository.Proxy(
                proxy.getProtocol(), proxy.getHost(), proxy.getPort(), authentication.build()),
            proxy.getNonProxyHosts());
      }
    }
    return proxies;
  }

  private static DefaultAuthenticationSelector credentials(Settings settings) {
    DefaultAuthenticationSelector credentials = new DefaultAuthenticationSelector();
    for (Server server : settings.getServers()) {
      credentials.add(
          server.getId(),
          new AuthenticationBuilder()
              .addUsername(server.getUsername())
              .addPassword(server.getPassword())
              .addPrivateKey(server.getPrivateKey(), server.getPassphrase())
              .build());
    }
    return credentials;
  }

  /** Repositories of active profiles, then Maven Central unless one of them has its id. */
  private static List<RemoteRepository> declared(Settings settings) {
    Map<String, RemoteRepository> byId = new LinkedHashMap<>();
    for (Profile profile : SettingsProfiles.active(settings)) {
      for (Repository declared : profile.getRepositories()) {
        byId.putIfAbsent(
            declared.getId(),
            repository(declared.getId(), declared.getUrl())
                .setReleasePolicy(policy(Optional.ofNullable(declared.getReleases())))
                .setSnapshotPolicy(policy(Optional.ofNullable(declared.getSnapshots())))
                .build());
      }
    }
    byId.putIfAbsent(CENTRAL, declaredCentral());
    return List.copyOf(byId.values());
  }

  private static RemoteRepository declaredCentral() {
    return repository(CENTRAL, centralUrl())
        .setSnapshotPolicy(new RepositoryPolicy(false, null, null))
        .build();
  }

  /** As the POM says that every other one inherits from. */
  private static String centralUrl() {
    DefaultModelProcessor models =
        new DefaultModelProcessor()
            .setModelLocator(new DefaultModelLocator())
            .setModelReader(new DefaultModelReader());
    return new DefaultSuperPomProvider()
        .setModelProcessor(models)
        .getSuperModel("4.0.0")
        .getRepositories()
        .get(0)
        .getUrl();
  }

  private static RemoteRepository.Builder repository(String id, String url) {
    return new RemoteRepository.Builder(id, "default", url);
  }

  private static RepositoryPolicy policy(
      Optional<org.apache.maven.settings.RepositoryPolicy> declared) {
    return declared
        .map(p -> new RepositoryPolicy(p.isEnabled(), p.getUpdatePolicy(), p.getChecksumPolicy()))
        .orElseGet(RepositoryPolicy::new);
  }

  /** Maven's wiring, and a hold on its transports. */
  private static final class Supplier extends RepositorySystemSupplier {
    private final AtomicReference<TransporterProvider> transporters = new AtomicReference<>();

    @Override
    protected TransporterProvider getTransporterProvider(
        Map<String, TransporterFactory> factories) {
      TransporterProvider provider = super.getTransporterProvider(factories);
      transporters.set(provider);
      return provider;
    }

    TransporterProvider transporters() {
      return Objects.requireNonNull(transporters.get(), "set when the system was made");
    }
  }
}
