package org.umbriel.proxy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.umbriel.proxy.maven.Upstream;

/**
 * A user's local repository as if it were a remote one: with a checksum beside each file, and no
 * network.
 */
final class LocalRepositoryUpstream implements Upstream {
  final Set<String> missing = ConcurrentHashMap.newKeySet();
  private final Path root;

  LocalRepositoryUpstream(Path root) {
    this.root = root;
  }

  @Override
  public String name() {
    return "local repository";
  }

  @Override
  public URI address() {
    return root.toUri();
  }

  @Override
  public Optional<Fetched> fetch(String path, Path target) throws IOException {
    boolean checksum = path.endsWith(".sha1");
    Path file = root.resolve(checksum ? path.substring(0, path.length() - 5) : path);
    if (!Files.isRegularFile(file)) {
      missing.add(path);
      return Optional.empty();
    }
    if (checksum) {
      Files.writeString(target, sha1(Files.readAllBytes(file)), StandardCharsets.US_ASCII);
    } else {
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return Optional.of(new Fetched(Optional.empty()));
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {}
}
