package org.umbriel.benchmarks.subject;

import java.util.List;

/** The ways in which {@code umbriel rewrite} is run. */
public enum Variant {
  LINK("no option"),
  ASSERTIONS("--assertions", "--assertions"),
  EXPLAINED("--explain", "--explain-failures"),
  ALL_CHECKS("--all-checks", "--assertions", "--all-checks");

  private final String label;
  private final List<String> options;

  Variant(String label, String... options) {
    this.label = label;
    this.options = List.of(options);
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** On the command line. */
  public List<String> options() {
    return options;
  }
}
