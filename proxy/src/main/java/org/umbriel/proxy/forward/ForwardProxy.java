package org.umbriel.proxy.forward;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.cache.SharedWork;
import org.umbriel.proxy.cache.SharedWork.Ticket;
import org.umbriel.proxy.classes.CodeMaker;
import org.umbriel.proxy.maven.Answer;
import org.umbriel.proxy.maven.Answer.Cause;
import org.umbriel.proxy.maven.Answer.Failed;
import org.umbriel.proxy.maven.Answer.Found;
import org.umbriel.proxy.maven.Answer.Relayed;
import org.umbriel.proxy.maven.ArtifactRewriter.RewritingException;
import org.umbriel.proxy.maven.UpstreamException;

/**
 * Fetches what a client asks of another server. Jars and class files among it are rewritten, all
 * else is relayed. A rewritten class needs classes of ours: its loader asks for them at the same
 * server, so they are kept under their addresses there.
 */
public final class ForwardProxy implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int QUEUE = 10_000;
  private static final int CLASS_MAGIC = 0xCAFEBABE;
  private static final int LARGEST_CLASS = 16 << 20;

  /** What of an answer goes on to the client; lengths and connections are ours. */
  private static final Set<String> PASSED =
      Set.of(
          "cache-control",
          "content-language",
          "content-type",
          "etag",
          "expires",
          "last-modified",
          "location",
          "retry-after",
          "set-cookie",
          "www-authenticate");

  private final String via = "1.1 umbriel-" + UUID.randomUUID();
  private final OriginServers servers;
  private final ServedArtifacts artifacts;
  private final CodeMaker maker;
  private final Consumer<String> log;
  private final long largestJar;
  private final SharedWork<Answer> work = new SharedWork<>(THREADS, QUEUE);
  private final AtomicLong numbers = new AtomicLong();

  /**
   * A forward proxy.
   *
   * @param largest body in bytes
   * @param largestJar in bytes; larger ones are refused, since nobody has looked at them
   * @param stallSeconds for a server to send anything
   * @param log receives one line an event
   */
  public ForwardProxy(
      ServedArtifacts artifacts,
      CodeMaker maker,
      long largest,
      long largestJar,
      int stallSeconds,
      Consumer<String> log) {
    this.servers = new OriginServers(largest, stallSeconds, via);
    this.artifacts = artifacts;
    this.maker = maker;
    this.largestJar = largestJar;
    this.log = log;
  }

  /**
   * Asks another server for something.
   *
   * @param headers of the client's request, names in lower case
   * @param profile of the client
   */
  public Ticket<Answer> open(URI target, Map<String, String> headers, String profile) {
    if (headers.getOrDefault("via", "").contains(via)) {
      return Ticket.of(new Failed(Cause.PATH, "this request has been here before"));
    }
    Optional<Body> beside = artifacts.beside(address(target));
    if (beside.isPresent()) {
      return Ticket.of(Found.of(beside.get()));
    }
    try {
      return work.join(
          "fetch " + numbers.incrementAndGet(), () -> guarded(target, headers, profile));
    } catch (RejectedExecutionException full) {
      return Ticket.of(new Failed(Cause.BUSY, "too much work is waiting"));
    }
  }

  private static String address(URI target) {
    return target.getScheme() + "://" + target.getRawAuthority() + target.getRawPath();
  }

  private Answer guarded(URI target, Map<String, String> headers, String profile)
      throws InterruptedException {
    try {
      return fetch(target, headers, profile);
    } catch (UpstreamException failed) {
      return failed(Cause.UPSTREAM, address(target), failed);
    } catch (RewritingException refused) {
      return failed(Cause.REWRITING, address(target), refused);
    } catch (IOException failed) {
      return failed(Cause.STORE, address(target), failed);
    } catch (RuntimeException defect) {
      return failed(Cause.REWRITING, address(target), defect);
    }
  }

  private Failed failed(Cause cause, String address, Exception thrown) {
    String reason = address + ": " + thrown.getMessage();
    log.accept(reason);
    return new Failed(cause, reason.lines().findFirst().orElse(""));
  }

  private Answer fetch(URI target, Map<String, String> headers, String profile)
      throws IOException, UpstreamException, RewritingException, InterruptedException {
    Path part = artifacts.newPart();
    boolean kept = false;
    try {
      HttpResponse<Long> response = servers.fetch(target, headers, part);
      if (response.statusCode() == 200) {
        Optional<Body> code = code(target, response, part, profile);
        if (code.isPresent()) {
          return Found.of(code.get());
        }
      }
      kept = true;
      Body body = new Body.InFile(part, response.body(), true);
      return new Relayed(response.statusCode(), passed(response), body);
    } finally {
      if (!kept) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static Map<String, String> passed(HttpResponse<Long> response) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (PASSED.contains(lower)) {
                headers.put(lower, values.get(0));
              }
            });
    return headers;
  }

  /** What was made of it, if it is code. */
  private Optional<Body> code(URI target, HttpResponse<Long> response, Path part, String profile)
      throws IOException, RewritingException, InterruptedException {
    int magic = magic(part);
    if (magic == CLASS_MAGIC) {
      if (response.body() > LARGEST_CLASS) {
        throw new RewritingException("too large for a class");
      }
      return oneClass(target, Files.readAllBytes(part), profile);
    }
    if (!isArchive(target, response)) {
      return Optional.empty();
    }
    if (response.body() > largestJar) {
      throw new RewritingException("too large for a jar");
    }
    byte[] jar = Files.readAllBytes(part);
    return Optional.of(maker.jar(profile, jar).orElseGet(() -> Body.InMemory.of(jar)));
  }

  private static int magic(Path part) throws IOException {
    try (InputStream in = Files.newInputStream(part)) {
      int magic = 0;
      for (byte next : in.readNBytes(Integer.BYTES)) {
        magic = magic << Byte.SIZE | (next & 0xFF);
      }
      return magic;
    }
  }

  private static boolean isArchive(URI target, HttpResponse<Long> response) {
    String path = target.getPath().toLowerCase(Locale.ROOT);
    String type = response.headers().firstValue("content-type").orElse("");
    return List.of(".jar", ".war", ".ear").stream().anyMatch(path::endsWith)
        || type.contains("java-archive");
  }

  /** The class's own name says where its loader's root is. */
  private Optional<Body> oneClass(URI target, byte[] file, String profile)
      throws IOException, RewritingException, InterruptedException {
    String address = address(target);
    Optional<String> name = nameOf(file).filter(n -> address.endsWith("/" + n + ".class"));
    if (name.isEmpty()) {
      throw new RewritingException("not the class that was asked for");
    }
    CodeMaker.OneClass made = maker.oneClass(profile, name.get(), file);
    String root = address.substring(0, address.length() - (name.get() + ".class").length());
    for (Entry entry : made.beside()) {
      artifacts.keepBeside(root + entry.path(), entry.content());
    }
    return Optional.of(Body.InMemory.of(made.now()));
  }

  private static Optional<String> nameOf(byte[] file) {
    try {
      return Optional.of(ClassDecoder.decode(new ClassFile("", file)).name());
    } catch (MalformedClassException corrupt) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    work.close();
  }
}
