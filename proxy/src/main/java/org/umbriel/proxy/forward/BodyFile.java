package org.umbriel.proxy.forward;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Receives a body into a file, one piece at a time, and no more than is allowed. */
final class BodyFile implements HttpResponse.BodySubscriber<Long> {
  private final FileChannel file;
  private final long largest;
  private final AtomicLong received = new AtomicLong();
  private final CompletableFuture<Long> whole = new CompletableFuture<>();
  private final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();

  BodyFile(Path part, long largest) throws IOException {
    this.file =
        FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    this.largest = largest;
  }

  /** How much came until now. */
  long received() {
    return received.get();
  }

  @Override
  public CompletionStage<Long> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscribed.complete(subscription);
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    try {
      for (ByteBuffer piece : pieces) {
        if (received.addAndGet(piece.remaining()) > largest) {
          throw new IOException("larger than the limit of " + largest + " bytes");
        }
        while (piece.hasRemaining()) {
          file.write(piece);
        }
      }
      subscribed.join().request(1);
    } catch (IOException failed) {
      subscribed.join().cancel();
      whole.completeExceptionally(failed);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    whole.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    whole.complete(received.get());
  }

  void close() throws IOException {
    file.close();
  }
}
