package org.umbriel.proxy.http;

/**
 * What clients may take.
 *
 * @param connections open at a time; further ones are closed at once
 * @param requestSeconds for a client to get a request across, also the next on a connection
 * @param stallSeconds for a client to take anything of its answer, and for a tunnel without traffic
 * @param requestBytes of one body that is looked at; of others {@link #SKIPPED} are skipped
 * @param bodyBytes of all bodies that arrive at a time
 * @param streams of one HTTP/2 connection at a time
 */
public record Limits(
    int connections,
    int requestSeconds,
    int stallSeconds,
    int requestBytes,
    long bodyBytes,
    int streams) {
  static final int LINE = 8192;
  static final int HEADERS = 16384;
  static final int SKIPPED = 1 << 16;

  /** For thousands of clients, slow ones too. */
  public static final Limits DEFAULT =
      new Limits(20_000, 60, 60, 64 << 20, Runtime.getRuntime().maxMemory() / 8, 100);

  public Limits withTimes(int request, int stall) {
    return new Limits(connections, request, stall, requestBytes, bodyBytes, streams);
  }
}
