package org.umbriel.proxy.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.umbriel.metadata.store.Key;
import org.umbriel.metadata.store.Store;
import org.umbriel.proxy.cache.ServedArtifact.Origin;

/**
 * The promise that a name, once served, keeps its bytes, across restarts too: a small immutable
 * record a name, beside the store that holds the bytes. Safe for use by many threads; of two who
 * record a name, the first wins.
 */
public final class ServedArtifacts {
  /**
   * Up to this size a body is read into memory, where clients share it; larger ones are sent from
   * their files.
   */
  private static final int IN_MEMORY = 1 << 20;

  /** How many records stay in memory. */
  private static final int KNOWN_RECORDS = 20_000;

  /** What a body in memory costs beside its bytes. */
  private static final int OVERHEAD = 512;

  private final Path records;
  private final Store store;
  private final Recent<Key, Body> bodies;
  private final Recent<String, ServedArtifact> known;

  private ServedArtifacts(Path records, Store store, long memory) {
    this.records = records;
    this.store = store;
    this.bodies = new Recent<>(memory, ServedArtifacts::cost);
    this.known = new Recent<>(KNOWN_RECORDS, record -> 1);
  }

  /**
   * What was served from a directory.
   *
   * @param disk how many bytes may lie there: what was not asked for longest goes, and is made
   *     again when someone asks
   * @param memory how many bytes of bodies may stay in memory
   */
  public static ServedArtifacts open(Path directory, long disk, long memory) throws IOException {
    Store store = Store.open(directory.resolve("blobs"), disk);
    Path records = Files.createDirectories(directory.resolve("served"));
    return new ServedArtifacts(records, store, memory);
  }

  private static long cost(Body body) {
    return OVERHEAD + (body instanceof Body.InMemory memory ? memory.size() : 0);
  }

  /** What was served under a name. */
  public Optional<ServedArtifact> find(String name) {
    Optional<ServedArtifact> recent = known.get(name);
    if (recent.isPresent()) {
      return recent;
    }
    Optional<ServedArtifact> recorded =
        read(recordOf(name)).flatMap(ServedArtifact::parse).filter(r -> r.name().equals(name));
    recorded.ifPresent(record -> known.put(name, record));
    return recorded;
  }

  /** What was served under a name, if that is known without asking the disk. */
  public Optional<ServedArtifact> findRecent(String name) {
    return known.get(name);
  }

  /** The bytes of an artifact, if they can be had without asking the disk. */
  public Optional<Body> recentBody(ServedArtifact artifact) {
    return bodies.get(artifact.blob());
  }

  /** The bytes of an artifact, if they are still whole. */
  public Optional<Body> body(ServedArtifact artifact) {
    Optional<Body> recent = bodies.get(artifact.blob()).filter(ServedArtifacts::isThere);
    if (recent.isPresent()) {
      return recent;
    }
    Optional<Body> loaded =
        artifact.size() <= IN_MEMORY
            ? store.get(artifact.blob()).map(Body.InMemory::direct)
            : store
                .find(artifact.blob())
                .map(file -> new Body.InFile(file, artifact.size(), false));
    loaded.ifPresentOrElse(
        body -> bodies.put(artifact.blob(), body), () -> bodies.remove(artifact.blob()));
    return loaded;
  }

  private static boolean isThere(Body body) {
    return !(body instanceof Body.InFile inFile) || Files.exists(inFile.file());
  }

  /**
   * A file in which bytes may be collected, to be handed to {@link #pass}; otherwise the caller
   * deletes it.
   */
  public Path newPart() throws IOException {
    return store.newPart();
  }

  /**
   * Keeps bytes as they came from upstream.
   *
   * @param part from {@link #newPart}; it is the store's from now on
   */
  public ServedArtifact pass(String name, Path part, long size, Digests digests)
      throws IOException {
    String upstream = digests.hex(Digests.Algorithm.SHA256);
    Key key = keyOf(digests);
    store.put(key, part);
    return record(
        new ServedArtifact(
            name, Origin.PASSED_THROUGH, upstream, key, size, digests, "", "", now()));
  }

  /**
   * Keeps rewritten bytes.
   *
   * @param buildId under which the description can be asked for
   * @param signedBy who had signed what came; empty if nobody had
   */
  public ServedArtifact rewritten(
      String name, Build build, String buildId, String signedBy, byte[] bytes) throws IOException {
    Digests digests = Digests.of(bytes);
    Key key = keyOf(digests);
    store.put(key, bytes);
    store.put(buildKey(buildId), build.text().getBytes(StandardCharsets.UTF_8));
    ServedArtifact artifact =
        new ServedArtifact(
            name,
            Origin.REWRITTEN,
            build.upstream(),
            key,
            bytes.length,
            digests,
            buildId,
            signedBy,
            now());
    store.put(
        madeKey(build.upstream(), build.pipeline()),
        artifact.text().getBytes(StandardCharsets.UTF_8));
    return record(artifact);
  }

  /**
   * What was made of the same bytes in the same way before, for another generation or profile, now
   * under a name of this one.
   */
  public Optional<ServedArtifact> again(String name, String upstream, Key pipeline)
      throws IOException {
    Optional<ServedArtifact> made =
        store
            .get(madeKey(upstream, pipeline))
            .flatMap(text -> ServedArtifact.parse(new String(text, StandardCharsets.UTF_8)))
            .filter(artifact -> store.contains(artifact.blob()));
    return made.isPresent() ? Optional.of(record(made.get().as(name, now()))) : Optional.empty();
  }

  /**
   * Keeps a released file as it came, so that it need not be fetched for the next generation.
   *
   * @param part from {@link #newPart}; it is the store's from now on
   */
  public void keepUpstream(String path, Path part) throws IOException {
    store.put(upstreamKey(path), part);
  }

  /** A copy of a released file as it came, if it is still there. */
  public Optional<Path> upstream(String path) throws IOException {
    Optional<byte[]> kept = store.get(upstreamKey(path));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Path part = newPart();
    Files.write(part, kept.get());
    return Optional.of(part);
  }

  /** Whether these bytes were served from here. */
  public boolean holds(String sha256) {
    return store.contains(artifactKey(sha256));
  }

  /** Keeps a file that belongs to a rewritten class, under the address that it will be asked at. */
  public void keepBeside(String address, byte[] file) throws IOException {
    store.put(besideKey(address), file);
  }

  /** What {@link #keepBeside} kept. */
  public Optional<Body> beside(String address) {
    return store.get(besideKey(address)).map(Body.InMemory::of);
  }

  private static Key besideKey(String address) {
    return Key.of("beside").part("address", address).build();
  }

  private static Key upstreamKey(String path) {
    return Key.of("upstream").part("path", path).build();
  }

  private static Key madeKey(String upstream, Key pipeline) {
    return Key.of("made").part("input", upstream).part("pipeline", pipeline.hex()).build();
  }

  /** What a build id stands for, if an artifact with it was served. */
  public Optional<Build> build(String buildId) {
    return store
        .get(buildKey(buildId))
        .flatMap(text -> Build.parse(new String(text, StandardCharsets.UTF_8)));
  }

  /** The description with this build id, if it was asked for before. */
  public Optional<Body> description(String buildId) {
    return store.get(descriptionKey(buildId)).map(Body.InMemory::of);
  }

  /** Keeps the description with this build id. */
  public void keepDescription(String buildId, byte[] description) throws IOException {
    store.put(descriptionKey(buildId), description);
  }

  private static Key buildKey(String buildId) {
    return Key.of("build").part("build", buildId).build();
  }

  private static Key keyOf(Digests digests) {
    return artifactKey(digests.hex(Digests.Algorithm.SHA256));
  }

  private static Key artifactKey(String sha256) {
    return Key.of("artifact").part("bytes", sha256).build();
  }

  private static Key descriptionKey(String buildId) {
    return Key.of("description").part("build", buildId).build();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Writes a record, unless there is one: then that one counts. */
  private ServedArtifact record(ServedArtifact artifact) throws IOException {
    Path file = recordOf(artifact.name());
    Files.createDirectories(file.getParent());
    if (recordOnce(file, artifact.text())) {
      return artifact;
    }
    Optional<ServedArtifact> earlier = find(artifact.name());
    if (earlier.isEmpty()) {
      throw new IOException(
          file + ": a record that cannot be read; delete it to serve " + artifact.name() + " anew");
    }
    return earlier.get();
  }

  /** A hard link appears whole or not at all, and never replaces anything. */
  private boolean recordOnce(Path file, String text) throws IOException {
    Path part = store.newPart();
    try {
      Files.writeString(part, text);
      Files.createLink(file, part);
      return true;
    } catch (FileAlreadyExistsException recordedBefore) {
      return false;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Names are hashed, so that they need not be valid file names. */
  private Path recordOf(String name) {
    String hex = Key.digest(name.getBytes(StandardCharsets.UTF_8));
    return records.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
