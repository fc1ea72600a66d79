package org.umbriel.symexec.fact.domain;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a fact rests on: a set of premises, each known by a number, odd if it is a contract. The
 * empty set is a fact that follows from the method's own code. Immutable.
 */
public final class Support {
  public static final Support NONE = new Support(new int[0]);

  private final int[] premises;
  private final int hash;
  private final int contracts;

  private Support(int[] premises) {
    this.premises = premises;
    this.hash = Arrays.hashCode(premises);
    this.contracts = count(premises, true);
  }

  private static int count(int[] premises, boolean isContract) {
    int count = 0;
    for (int premise : premises) {
      if (isContract(premise) == isContract) {
        count++;
      }
    }
    return count;
  }

  private static boolean isContract(int premise) {
    return (premise & 1) != 0;
  }

  public static Support of(int premise) {
    return new Support(new int[] {premise});
  }

  public boolean isEmpty() {
    return premises.length == 0;
  }

  public int size() {
    return premises.length;
  }

  /** Whether a contract is among the premises. */
  public boolean byContract() {
    return contracts > 0;
  }

  /** The contracts among the premises. */
  public Support contracts() {
    return contracts == premises.length ? this : only(true);
  }

  /** The premises that are no contracts. */
  public Support withoutContracts() {
    return contracts == 0 ? this : only(false);
  }

  private Support only(boolean isContract) {
    int[] some = new int[count(premises, isContract)];
    int next = 0;
    for (int premise : premises) {
      if (isContract(premise) == isContract) {
        some[next++] = premise;
      }
    }
    return some.length == 0 ? NONE : new Support(some);
  }

  public IntStream premises() {
    return Arrays.stream(premises);
  }

  /** Rests on both. */
  public Support union(Support other) {
    if (other.isEmpty() || equals(other)) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    int[] merged = new int[premises.length + other.premises.length];
    int count = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < premises.length || theirs < other.premises.length) {
      boolean takeMine =
          theirs == other.premises.length
              || (mine < premises.length && premises[mine] <= other.premises[theirs]);
      int next = takeMine ? premises[mine] : other.premises[theirs];
      if (mine < premises.length && premises[mine] == next) {
        mine++;
      }
      if (theirs < other.premises.length && other.premises[theirs] == next) {
        theirs++;
      }
      merged[count++] = next;
    }
    if (count == premises.length) {
      return this;
    }
    return count == other.premises.length ? other : new Support(Arrays.copyOf(merged, count));
  }

  /** Of two derivations of the same fact, the one that asks for less: contracts weigh most. */
  public Support lighter(Support other) {
    boolean theirs =
        other.contracts == contracts
            ? other.premises.length < premises.length
            : other.contracts < contracts;
    return theirs ? other : this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Support support
        && hash == support.hash
        && Arrays.equals(premises, support.premises);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.toString(premises);
  }
}
