package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.cache.Generations;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.proxy.maven.FolderRepository;
import org.umbriel.proxy.maven.UpstreamAddress;
import org.umbriel.proxy.maven.Upstreams;
import org.umbriel.proxy.proof.Prover;

/** What a proof that ends later changes, and for whom. */
@Timeout(300)
final class BackgroundProofsTest {
  private static final String JAR = "org/lib/lib/1.0/lib-1.0.jar";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Hand clock = new Hand();
  private final Set<String> proven = new ConcurrentSkipListSet<>();
  private final CompletableFuture<String> asked = new CompletableFuture<>();
  private FolderRepository upstream;
  private Proxy proxy;

  /** Rewrites with a mark that says whether anything was proven. */
  private final class Slimming implements ArtifactRewriter {
    private final Prover prover;

    Slimming(Prover prover) {
      this.prover = prover;
    }

    @Override
    public List<String> services() {
      return List.of("slimming");
    }

    @Override
    public Optional<Prover> prover() {
      return Optional.of(prover);
    }

    @Override
    public Plan plan(String sha256) {
      return planned(proven.contains(sha256) ? "slim" : "checked");
    }

    @Override
    public List<Plan> plans(String sha256) {
      return List.of(plan(sha256), planned("checked"));
    }

    private Plan planned(String form) {
      return MarkingRewriter.planned(
          Key.of("test").part("form", form).build(), (name, jar) -> rewrite(name, jar, form));
    }

    private Outcome rewrite(String name, byte[] jar, String form) throws RewritingException {
      try {
        Archive archive = Archive.read(name, jar, Limits.DEFAULT);
        Archive marked =
            archive.withEntries(List.of(Entry.of(MarkingRewriter.MARK, form.getBytes(UTF_8))));
        int unproven = form.equals("slim") ? 0 : 1;
        return new Changed(
            MarkingRewriter.buildId(form), marked.toBytes(), "", List.of(), unproven);
      } catch (MalformedArchiveException malformed) {
        throw new RewritingException(malformed.getMessage());
      }
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    upstream = new FolderRepository(folder.resolve("upstream"));
    upstream.release("org.lib:lib:1.0", List.of());
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private void start(Prover prover) throws Exception {
    proxy =
        Proxy.start(
            TestProxies.configuration(folder.resolve("store")),
            Upstreams.open(
                List.of(UpstreamAddress.parse(upstream.root().toUri().toString())), 1L << 30, 0),
            Map.of("default", new Slimming(prover)),
            clock,
            line -> {});
  }

  private Prover.End decide(Path jar, String sha256) {
    assertTrue(Files.exists(jar));
    proven.add(sha256);
    asked.complete(sha256);
    return Prover.End.DECIDED;
  }

  private byte[] get(String path) throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(URI.create(proxy.address() + path)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, response.statusCode(), path);
    return response.body();
  }

  private static String form(byte[] jar) throws Exception {
    return Archive.read("a", jar, Limits.DEFAULT).find(MarkingRewriter.MARK).orElseThrow().text();
  }

  @Test
  void theNextGenerationIsSlimmerAndThisOneStaysAsItWas() throws Exception {
    start(this::decide);
    byte[] first = get("/maven2/" + JAR);
    assertEquals("checked", form(first));
    String sha256 = Key.digest(Files.readAllBytes(upstream.root().resolve(JAR)));
    assertEquals(sha256, asked.get());

    assertArrayEquals(first, get("/maven2/" + JAR));
    Generations.open(folder.resolve("store"), clock).promote();
    clock.goOn(Duration.ofSeconds(2));
    assertEquals("slim", form(get("/g/2/maven2/" + JAR)));
    assertArrayEquals(first, get("/g/1/maven2/" + JAR));

    proxy.close();
    delete(folder.resolve("store/blobs"));
    start(this::decide);
    assertArrayEquals(first, get("/g/1/maven2/" + JAR), "made again as it was made then");
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void whatWasBegunIsBegunAgainByTheNextStart() throws Exception {
    CompletableFuture<String> begun = new CompletableFuture<>();
    start(
        (jar, sha256) -> {
          begun.complete(sha256);
          new CountDownLatch(1).await();
          return Prover.End.FAILED;
        });
    get("/maven2/" + JAR);
    begun.get();
    proxy.close();
    start(this::decide);
    assertEquals(begun.get(), asked.get());
  }
}
