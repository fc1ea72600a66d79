package org.umbriel.proxy.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.proxy.audit.AuditTrail;
import org.umbriel.proxy.audit.Serving;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.Digests.Algorithm;
import org.umbriel.proxy.cache.Generations;
import org.umbriel.proxy.cache.ServedArtifact;
import org.umbriel.proxy.cache.SharedWork.Ticket;
import org.umbriel.proxy.classes.ClassEndpoint;
import org.umbriel.proxy.clients.Client;
import org.umbriel.proxy.clients.ClientGenerations;
import org.umbriel.proxy.forward.ForwardProxy;
import org.umbriel.proxy.maven.Answer;
import org.umbriel.proxy.maven.Answer.Absent;
import org.umbriel.proxy.maven.Answer.Found;
import org.umbriel.proxy.maven.RepositoryMirror;
import org.umbriel.proxy.maven.View;
import org.umbriel.proxy.metrics.ProxyMetrics;

/**
 * What stands under which path: {@code /maven2/} is the client's own view of the repository, {@code
 * /g/N/} before it fixes a generation, {@code /p/NAME/} names a client profile, which a certificate
 * does, too.
 */
public final class Routes {
  private static final String REPOSITORY = "/maven2/";
  private static final Pattern MAVEN =
      Pattern.compile("(?:/g/([1-9][0-9]{0,8}))?(?:/p/([A-Za-z0-9._-]{1,64}))?/maven2/(.*)");
  private static final String BUILD_IDS = "/buildid/";
  private static final String DESCRIPTION = "/debuginfo";

  private final RepositoryMirror mirror;
  private final Generations generations;
  private final ClientGenerations clients;
  private final AuditTrail audit;
  private final ForwardProxy forward;
  private final ClassEndpoint classes;
  private final ProxyMetrics metrics;

  public Routes(
      RepositoryMirror mirror,
      ForwardProxy forward,
      ClassEndpoint classes,
      Generations generations,
      ClientGenerations clients,
      AuditTrail audit,
      ProxyMetrics metrics) {
    this.mirror = mirror;
    this.forward = forward;
    this.classes = classes;
    this.generations = generations;
    this.clients = clients;
    this.audit = audit;
    this.metrics = metrics;
  }

  /** Whether something is sent to this path. */
  boolean takesBody(String path) {
    return ClassEndpoint.takes(path);
  }

  /**
   * Sends something to a path that takes it.
   *
   * @param headers names in lower case
   */
  Ticket<Answer> post(String path, Map<String, String> headers, byte[] body, Client client) {
    return classes.post(path, headers, body, client);
  }

  /**
   * Asks another server, whose proxy this is.
   *
   * @param headers names in lower case
   */
  Ticket<Answer> fetch(URI target, Map<String, String> headers, Client client) {
    return forward.open(target, headers, profile(client));
  }

  private static String profile(Client client) {
    return client.profile().orElse(View.DEFAULT_PROFILE);
  }

  /** Asks for what stands under a decoded path. */
  Ticket<Answer> open(String path, Client client) {
    if (path.startsWith(REPOSITORY)) {
      View view = new View(clients.of(client.address()), profile(client));
      return repository(view, path.substring(REPOSITORY.length()), client);
    }
    Matcher maven = MAVEN.matcher(path);
    if (maven.matches()) {
      return repository(maven, client);
    }
    if (path.startsWith(BUILD_IDS) && path.endsWith(DESCRIPTION)) {
      return mirror.describe(
          path.substring(BUILD_IDS.length(), path.length() - DESCRIPTION.length()));
    }
    return Ticket.of(
        switch (path) {
          case "/health" -> text("ok\n");
          case "/metrics" -> text(metrics.text());
          default -> new Absent("nothing stands here; artifacts are below /maven2/");
        });
  }

  private Ticket<Answer> repository(Matcher maven, Client client) {
    Optional<Integer> fixed = Optional.ofNullable(maven.group(1)).map(Integer::valueOf);
    if (fixed.filter(number -> generations.find(number).isEmpty()).isPresent()) {
      return Ticket.of(new Absent("there is no generation " + fixed.get()));
    }
    View view =
        new View(
            fixed.orElseGet(() -> clients.of(client.address())),
            Optional.ofNullable(maven.group(2)).orElseGet(() -> profile(client)));
    return repository(view, maven.group(3), client);
  }

  private Ticket<Answer> repository(View view, String path, Client client) {
    Ticket<Answer> asked = mirror.open(view, path);
    return path.endsWith(".jar") ? asked.map(answer -> audited(view, path, client, answer)) : asked;
  }

  private Answer audited(View view, String path, Client client, Answer answer) {
    if (answer instanceof Found found && found.artifact().isPresent()) {
      ServedArtifact jar = found.artifact().get();
      boolean rewritten = jar.origin() == ServedArtifact.Origin.REWRITTEN;
      audit.add(
          new Serving(
              Instant.now(),
              client.address(),
              view.profile(),
              view.generation(),
              path,
              jar.digests().hex(Algorithm.SHA256),
              jar.upstream(),
              rewritten ? String.join(",", mirror.services(view)) : "",
              jar.buildId(),
              jar.signedBy()));
    }
    return answer;
  }

  private static Answer text(String text) {
    Body body = Body.InMemory.of(text.getBytes(StandardCharsets.UTF_8));
    return Found.of(body);
  }
}
