package org.umbriel.proxy.forward;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.umbriel.proxy.maven.UpstreamException;

/**
 * The servers that clients want something from. A body is received into a file, within a limit; one
 * that stops coming is given up.
 */
final class OriginServers {
  /** What of a request is the server's business; conditions and ranges are answered here. */
  private static final Set<String> PASSED =
      Set.of("accept", "accept-language", "authorization", "cookie", "referer", "user-agent");

  private static final int CONNECT_SECONDS = 10;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(CONNECT_SECONDS))
          .build();
  private final long largest;
  private final int stallSeconds;
  private final String via;

  /**
   * A client of theirs.
   *
   * @param largest body in bytes
   * @param stallSeconds for a server to send anything
   * @param via names this proxy to those on the way
   */
  OriginServers(long largest, int stallSeconds, String via) {
    this.largest = largest;
    this.stallSeconds = stallSeconds;
    this.via = via;
  }

  /**
   * Fetches something. An interrupt of the calling thread ends it.
   *
   * @param headers of the client's request, names in lower case
   * @param part receives the body
   */
  HttpResponse<Long> fetch(URI target, Map<String, String> headers, Path part)
      throws UpstreamException, InterruptedException, IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(target).GET();
    headers.forEach(
        (name, value) -> {
          if (PASSED.contains(name)) {
            request.header(name, value);
          }
        });
    request.header("Via", via).timeout(Duration.ofSeconds(stallSeconds));
    BodyFile body = new BodyFile(part, largest);
    CompletableFuture<HttpResponse<Long>> response =
        client.sendAsync(request.build(), head -> body);
    try {
      return whole(response, body);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new UpstreamException(target.getHost() + ": " + cause, cause);
    } finally {
      response.cancel(true);
      body.close();
    }
  }

  private HttpResponse<Long> whole(CompletableFuture<HttpResponse<Long>> response, BodyFile body)
      throws ExecutionException, InterruptedException, UpstreamException {
    long before = -1;
    while (true) {
      try {
        return response.get(stallSeconds, TimeUnit.SECONDS);
      } catch (TimeoutException nothingYet) {
        long now = body.received();
        if (now == before) {
          throw new UpstreamException("nothing came for " + stallSeconds + " seconds", nothingYet);
        }
        before = now;
      }
    }
  }
}
