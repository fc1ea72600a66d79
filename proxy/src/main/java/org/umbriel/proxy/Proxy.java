package org.umbriel.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.umbriel.proxy.audit.AuditTrail;
import org.umbriel.proxy.cache.Generations;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.clients.ClientGenerations;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.http.ProxyServer;
import org.umbriel.proxy.http.Routes;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.proxy.maven.PassThroughRules;
import org.umbriel.proxy.maven.RepositoryMirror;
import org.umbriel.proxy.maven.Upstream;
import org.umbriel.proxy.maven.Upstreams;
import org.umbriel.proxy.metrics.ProxyMetrics;

/** A running proxy. Closing it stops it; what it has served stays in its store. */
public final class Proxy implements AutoCloseable {
  private static final long LARGEST_FILE = 2L << 30;
  private static final long LARGEST_JAR = 512L << 20;
  private static final long SHARE_OF_HEAP_FOR_BODIES = 8;

  private final ProxyServer server;
  private final RepositoryMirror mirror;
  private final AuditTrail audit;
  private final List<Upstream> upstreams;
  private final String host;

  private Proxy(
      ProxyServer server,
      RepositoryMirror mirror,
      AuditTrail audit,
      List<Upstream> upstreams,
      String host) {
    this.server = server;
    this.mirror = mirror;
    this.audit = audit;
    this.upstreams = upstreams;
    this.host = host;
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
    ProxyMetrics metrics = new ProxyMetrics();
    long memory = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP_FOR_BODIES;
    Path store = configuration.store();
    ServedArtifacts artifacts = ServedArtifacts.open(store, configuration.storeBytes(), memory);
    Generations generations = Generations.open(store, clock);
    AuditTrail audit = AuditTrail.open(store, metrics, log);
    RepositoryMirror mirror =
        new RepositoryMirror(
            upstreams,
            artifacts,
            rewriters,
            new PassThroughRules(configuration.passThrough()),
            LARGEST_JAR,
            metrics,
            log);
    try {
      ClientGenerations clients = new ClientGenerations(generations, clock);
      Routes routes = new Routes(mirror, generations, clients, audit, metrics);
      ProxyServer server =
          ProxyServer.start(
              configuration.host(),
              configuration.port(),
              routes,
              metrics,
              ProxyServer.Limits.DEFAULT);
      return new Proxy(server, mirror, audit, upstreams, configuration.host());
    } catch (IOException taken) {
      mirror.close();
      audit.close();
      upstreams.forEach(Upstream::close);
      throw taken;
    }
  }

  /** Where clients find the repository. */
  public String repository() {
    return "http://" + host + ":" + server.port() + "/maven2/";
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
    mirror.close();
    audit.close();
    upstreams.forEach(Upstream::close);
  }
}
