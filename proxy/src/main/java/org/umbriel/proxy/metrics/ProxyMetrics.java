package org.umbriel.proxy.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counters that only grow, and gauges that are read when someone asks. */
public final class ProxyMetrics {

  /** What is counted. */
  public enum Counter {
    REQUESTS("umbriel_requests_total", "requests answered"),
    NOT_FOUND("umbriel_not_found_total", "requests for what no upstream has"),
    FAILURES("umbriel_failures_total", "requests that failed on the proxy's side or upstream"),
    BYTES_SENT("umbriel_sent_bytes_total", "bytes of bodies sent to clients"),
    UPSTREAM_FETCHES("umbriel_upstream_fetches_total", "files fetched from upstream"),
    UPSTREAM_BYTES("umbriel_upstream_bytes_total", "bytes of files fetched from upstream"),
    REWRITTEN("umbriel_rewritten_total", "jars rewritten"),
    KNOWN("umbriel_known_total", "jars whose rewriting was known from another generation"),
    REJECTED("umbriel_rejected_classes_total", "classes that did not verify"),
    AUDIT_LOST("umbriel_audit_lost_total", "lines that the audit trail could not take"),
    REWRITING_NANOS("umbriel_rewriting_nanoseconds_total", "time spent in rewriting"),
    PASSED_THROUGH("umbriel_passed_through_total", "jars served as they came"),
    PROOFS_DECIDED("umbriel_proofs_decided_total", "jars whose checks were decided since"),
    PROOFS_OUT_OF_BUDGET(
        "umbriel_proofs_out_of_budget_total", "jars whose checks took more than their budget"),
    PROOFS_FAILED("umbriel_proofs_failed_total", "jars whose checks could not be decided");

    private final String metric;
    private final String help;

    Counter(String metric, String help) {
      this.metric = metric;
      this.help = help;
    }
  }

  /** What is read. */
  public enum Gauge {
    CONNECTIONS("umbriel_connections", "open connections"),
    REWRITING("umbriel_rewriting", "jars being rewritten"),
    WORK("umbriel_work", "artifacts being fetched or rewritten, or waiting for it"),
    PROOFS_WAITING("umbriel_proofs_waiting", "jars whose checks are to be decided");

    private final String metric;
    private final String help;

    Gauge(String metric, String help) {
      this.metric = metric;
      this.help = help;
    }
  }

  private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);
  private final Map<Gauge, LongSupplier> gauges = new EnumMap<>(Gauge.class);

  public ProxyMetrics() {
    for (Counter counter : Counter.values()) {
      counters.put(counter, new LongAdder());
    }
  }

  /** Adds one. */
  public void count(Counter counter) {
    add(counter, 1);
  }

  /** Adds some. */
  public void add(Counter counter, long amount) {
    LongAdder adder = counters.get(counter);
    if (adder != null) {
      adder.add(amount);
    }
  }

  /** The count so far. */
  public long value(Counter counter) {
    LongAdder adder = counters.get(counter);
    return adder == null ? 0 : adder.sum();
  }

  /** Says where a gauge is read; to be done before anyone asks. */
  public void read(Gauge gauge, LongSupplier source) {
    synchronized (gauges) {
      gauges.put(gauge, source);
    }
  }

  /** All of it, in Prometheus' text format 0.0.4. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Counter counter : Counter.values()) {
      append(text, counter.metric, counter.help, "counter", value(counter));
    }
    synchronized (gauges) {
      gauges.forEach(
          (gauge, source) -> append(text, gauge.metric, gauge.help, "gauge", source.getAsLong()));
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, String name, String help, String type, long value) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append(name).append(' ').append(value).append('\n');
  }
}
