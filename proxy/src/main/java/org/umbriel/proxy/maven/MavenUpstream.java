package org.umbriel.proxy.maven;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.spi.connector.transport.GetTask;
import org.eclipse.aether.spi.connector.transport.TransportListener;
import org.eclipse.aether.spi.connector.transport.Transporter;
import org.eclipse.aether.transfer.NoTransporterException;
import org.eclipse.aether.transfer.TransferCancelledException;

/**
 * A repository as Maven's resolver reaches it, {@code file:} ones too: with the settings' proxies
 * and credentials.
 */
final class MavenUpstream implements Upstream {
  private final MavenSystem maven;
  private final String id;
  private final URI address;
  private final Transporter transporter;
  private final long maxBytes;

  private MavenUpstream(
      MavenSystem maven, String id, URI address, Transporter transporter, long maxBytes) {
    this.maven = maven;
    this.id = id;
    this.address = address;
    this.transporter = transporter;
    this.maxBytes = maxBytes;
  }

  static MavenUpstream of(MavenSystem maven, RemoteRepository repository, long maxBytes)
      throws MavenException {
    try {
      Transporter transporter = maven.transporter(repository);
      return new MavenUpstream(
          maven, repository.getId(), new URI(repository.getUrl()), transporter, maxBytes);
    } catch (NoTransporterException | URISyntaxException unsupported) {
      throw new MavenException(
          repository.getUrl() + ": " + MavenException.line(unsupported), unsupported);
    }
  }

  /** Without the password that an address may hold: this is shown to clients. */
  @Override
  public String name() {
    String shown = address.toString();
    String secret = address.getRawUserInfo();
    return id + " (" + (secret == null ? shown : shown.replace(secret + "@", "")) + ")";
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public Optional<Fetched> fetch(String path, Path target) throws UpstreamException, IOException {
    GetTask task = new GetTask(URI.create(path));
    task.setDataFile(target.toFile());
    Watch watch = new Watch(maxBytes);
    task.setListener(watch);
    try {
      transporter.get(task);
    } catch (TransferCancelledException cancelled) {
      throw new UpstreamException(name() + ": " + path + ": " + cancelled.getMessage(), cancelled);
    } catch (Exception failed) {
      if (transporter.classify(failed) == Transporter.ERROR_NOT_FOUND) {
        return Optional.empty();
      }
      throw new UpstreamException(
          name() + ": " + path + ": " + MavenException.line(failed), failed);
    }
    long received = Files.size(target);
    if (watch.announced >= 0 && watch.announced != received) {
      throw new UpstreamException(
          name() + ": " + path + ": announced " + watch.announced + " bytes and sent " + received);
    }
    return Optional.of(new Fetched(Optional.ofNullable(task.getChecksums().get("SHA-1"))));
  }

  @Override
  public void close() {
    transporter.close();
    maven.close();
  }

  /** Ends a transfer that grows too large, or that nobody waits for any more. */
  private static final class Watch extends TransportListener {
    private final long maxBytes;
    private long announced = -1;
    private long received;

    Watch(long maxBytes) {
      this.maxBytes = maxBytes;
    }

    @Override
    public void transportStarted(long offset, long length) throws TransferCancelledException {
      announced = length;
      received = offset;
      check(length);
    }

    @Override
    public void transportProgressed(ByteBuffer data) throws TransferCancelledException {
      received += data.remaining();
      check(received);
    }

    private void check(long size) throws TransferCancelledException {
      if (size > maxBytes) {
        throw new TransferCancelledException("larger than the limit of " + maxBytes + " bytes");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new TransferCancelledException("no longer wanted");
      }
    }
  }
}
