package org.umbriel.rewriter.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the services count, for the report. */
public final class Tally {
  private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
  private final List<String> remarks = new ArrayList<>();

  /** The table of what is counted. */
  public enum Count {
    /** References that classes make, each once a class. */
    LINK_REFERENCES,
    /** Those that are checked when the program runs. */
    LINK_INSERTED,
    /** Those that hold within the jar or the JDK. */
    LINK_SETTLED,
    /** Classes that are compared, when the program runs, with those they were settled by. */
    LINK_COMPARED,
    ASSERTIONS,
    /** Those that are checked whenever they are reached. */
    ASSERTIONS_INSERTED,
    /** Those that are checked where an assumption does not hold. */
    ASSERTIONS_GUARDED,
    /** Those that are gone. */
    ASSERTIONS_PROVEN,
    /** Proven, with a condition that is evaluated all the same: it is not pure. */
    ASSERTIONS_EVALUATED,
    /** Sites that the JVM checks by itself, but for trivial ones. */
    EXPLANATIONS,
    /** Those with a check before that says what is wrong. */
    EXPLANATIONS_INSERTED,
    /** Those without, since they are proven. */
    EXPLANATIONS_PROVEN,
    /** Those without, although they may fail: the JVM's own message has to do. */
    EXPLANATIONS_LEFT,
    /** Parameters that are declared not to be null. */
    CONTRACTS,
    /** Those that are checked when a method with code is entered from outside. */
    CONTRACTS_INSERTED
  }

  public void add(Count count, int number) {
    counts.merge(count, number, Integer::sum);
  }

  public int get(Count count) {
    return counts.getOrDefault(count, 0);
  }

  public Map<Count, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** Says something about one place, in a line. */
  public void remark(String line) {
    remarks.add(line);
  }

  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
