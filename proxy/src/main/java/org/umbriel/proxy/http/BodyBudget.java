package org.umbriel.proxy.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests may be on their way at a time. */
final class BodyBudget {
  private final AtomicLong free;

  BodyBudget(long bytes) {
    this.free = new AtomicLong(bytes);
  }

  /** Takes a share, unless there is too little left. */
  boolean take(long bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    free.addAndGet(bytes);
  }
}
