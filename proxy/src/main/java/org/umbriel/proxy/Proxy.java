package org.umbriel.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.umbriel.proxy.audit.AuditTrail;
import org.umbriel.proxy.cache.Generations;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.cache.Workshop;
import org.umbriel.proxy.classes.ClassEndpoint;
import org.umbriel.proxy.classes.CodeMaker;
import org.umbriel.proxy.classes.MessageKeys;
import org.umbriel.proxy.classes.Messages;
import org.umbriel.proxy.clients.ClientGenerations;
import org.umbriel.proxy.clients.ProfileChoice;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.forward.ForwardProxy;
import org.umbriel.proxy.http.Limits;
import org.umbriel.proxy.http.ProxyServer;
import org.umbriel.proxy.http.Routes;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.proxy.maven.PassThroughRules;
import org.umbriel.proxy.maven.RepositoryMirror;
import org.umbriel.proxy.maven.Upstream;
import org.umbriel.proxy.maven.Upstreams;
import org.umbriel.proxy.metrics.ProxyMetrics;
import org.umbriel.proxy.metrics.ProxyMetrics.Gauge;
import org.umbriel.proxy.proof.BackgroundProofs;
import org.umbriel.proxy.proof.Prover;

/** A running proxy. Closing it stops it; what it has served stays in its store. */
public final class Proxy implements AutoCloseable {
  private static final long LARGEST_FILE = 2L << 30;
  private static final long LARGEST_JAR = 512L << 20;
  private static final int STALL_SECONDS = 60;
  private static final long SHARE_OF_HEAP_FOR_BODIES = 8;

  private final ProxyServer server;
  private final List<AutoCloseable> rooms;
  private final List<Upstream> upstreams;
  private final ProxyConfiguration configuration;
  private final Path clientKey;

  private Proxy(
      ProxyServer server,
      List<AutoCloseable> rooms,
      List<Upstream> upstreams,
      ProxyConfiguration configuration,
      Path clientKey) {
    this.server = server;
    this.rooms = rooms;
    this.upstreams = upstreams;
    this.configuration = configuration;
    this.clientKey = clientKey;
  }

  /**
   * Starts a proxy.
   *
   * @param rewriters what is done to jars, by client profile
   * @param log receives one line an event, from many threads
   * @throws IOException if the address is taken or the store cannot be used
   * @throws MavenException if the machine's Maven settings or the upstreams cannot be used
   */
  public static Proxy start(
      ProxyConfiguration configuration,
      Map<String, ArtifactRewriter> rewriters,
      Consumer<String> log)
      throws IOException, MavenException {
    List<Upstream> upstreams =
        Upstreams.open(configuration.upstreams(), LARGEST_FILE, configuration.port());
    return start(configuration, upstreams, rewriters, Clock.systemUTC(), log);
  }

  /** Starts a proxy of repositories that are open already; it closes them. */
  static Proxy start(
      ProxyConfiguration configuration,
      List<Upstream> upstreams,
      Map<String, ArtifactRewriter> rewriters,
      Clock clock,
      Consumer<String> log)
      throws IOException {
    return start(configuration, upstreams, rewriters, clock, log, Limits.DEFAULT, STALL_SECONDS);
  }

  static Proxy start(
      ProxyConfiguration configuration,
      List<Upstream> upstreams,
      Map<String, ArtifactRewriter> rewriters,
      Clock clock,
      Consumer<String> log,
      Limits limits,
      int upstreamStallSeconds)
      throws IOException {
    ProxyMetrics metrics = new ProxyMetrics();
    long memory = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP_FOR_BODIES;
    Path store = configuration.store();
    ServedArtifacts artifacts = ServedArtifacts.open(store, configuration.storeBytes(), memory);
    Generations generations = Generations.open(store, clock);
    AuditTrail audit = AuditTrail.open(store, metrics, log);
    Workshop workshop = new Workshop();
    metrics.read(Gauge.REWRITING, workshop::busy);
    BackgroundProofs proofs =
        BackgroundProofs.open(store, provers(rewriters), artifacts, audit, metrics, log);
    RepositoryMirror mirror =
        new RepositoryMirror(
            upstreams,
            artifacts,
            rewriters,
            new PassThroughRules(configuration.passThrough()),
            LARGEST_JAR,
            workshop,
            proofs,
            metrics,
            log);
    CodeMaker maker = new CodeMaker(rewriters, artifacts, workshop, proofs, metrics);
    ForwardProxy forward =
        new ForwardProxy(artifacts, maker, LARGEST_FILE, LARGEST_JAR, upstreamStallSeconds, log);
    MessageKeys keys = MessageKeys.open(store.resolve("keys"));
    ClassEndpoint classes =
        new ClassEndpoint(
            new Messages(keys, clock), maker, new ProfileChoice(configuration.profiles()), log);
    ClientGenerations clients = ClientGenerations.open(store, generations, clock, log);
    List<AutoCloseable> rooms =
        new ArrayList<>(List.of(mirror, forward, classes, proofs, audit, clients));
    rooms.addAll(upstreams);
    try {
      Routes routes = new Routes(mirror, forward, classes, generations, clients, audit, metrics);
      ProxyServer server = ProxyServer.start(configuration, routes, metrics, limits);
      return new Proxy(server, rooms, upstreams, configuration, keys.clientFile());
    } catch (IOException unusable) {
      close(rooms);
      throw unusable;
    }
  }

  private static Map<String, Prover> provers(Map<String, ArtifactRewriter> rewriters) {
    Map<String, Prover> provers = new HashMap<>();
    rewriters.forEach((name, rewriter) -> rewriter.prover().ifPresent(p -> provers.put(name, p)));
    return provers;
  }

  /** Where clients find the repository. */
  public String repository() {
    return address() + "/maven2/";
  }

  /** Where it listens. */
  public String address() {
    String scheme = configuration.tls().isPresent() ? "https" : "http";
    return scheme + "://" + configuration.host() + ":" + server.port();
  }

  /** What a client needs for {@code umbriel run --trust}: a file with the key and the secret. */
  public Path clientKey() {
    return clientKey;
  }

  /** What it stands for, with addresses. */
  public List<String> upstreams() {
    return upstreams.stream().map(Upstream::name).toList();
  }

  /** The two lines that a client's {@code settings.xml} needs, within {@code <mirrors>}. */
  public String clientSettings() {
    return "<mirror><id>umbriel</id><mirrorOf>*</mirrorOf>\n  <url>"
        + repository()
        + "</url></mirror>";
  }

  @Override
  public void close() {
    server.close();
    close(rooms);
  }

  private static void close(List<AutoCloseable> rooms) {
    for (AutoCloseable room : rooms) {
      try {
        room.close();
      } catch (Exception broken) {
        throw new IllegalStateException(broken);
      }
    }
  }
}
