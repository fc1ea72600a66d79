package org.umbriel.symexec.fact.targets;

import java.util.Comparator;
import java.util.Objects;
import java.util.function.IntSupplier;

/** How far a contract reaches: as long as the call lasts that has to keep it, or what it made. */
final class Contracts {
  private static String kept = "";

  private Contracts() {}

  /** A receiver that is handed to whoever accepts null stays what it is. */
  boolean equalTo(String text) {
    return Objects.equals(this, text) && kept.length() > 0; // expect NULL_DEREFERENCE contract
  }

  static String same(String text) {
    return text;
  }

  static int length(String text) {
    return text.length(); // expect NULL_DEREFERENCE contract
  }

  /** The call keeps the contract that the result rests on. */
  static int keeps() {
    String text = new String("a");
    return same(text).length(); // expect NULL_DEREFERENCE proven
  }

  /** The caller's own contract does. */
  static int handsOn(String text) {
    // expect PRECONDITION contract, NULL_DEREFERENCE contract
    return same(text).length();
  }

  /** Whether the call keeps it is not known, so nothing is known of the result. */
  static int owes(String[] texts) {
    // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven, PRECONDITION unproven
    // expect NULL_DEREFERENCE unproven
    return same(texts[0]).length();
  }

  /** After a call that goes on with it, an argument is not null, whoever had to see to that. */
  static int after(String[] texts) {
    String text = texts[1]; // expect NULL_DEREFERENCE contract, ARRAY_BOUNDS unproven
    int length = length(text); // expect PRECONDITION unproven
    return length + text.length(); // expect NULL_DEREFERENCE proven
  }

  /** A private method is on the stack above those whose contracts it rests on. */
  static int outer(String text) {
    return inner(text);
  }

  private static int inner(String text) {
    return text.length(); // expect NULL_DEREFERENCE contract
  }

  /** What is stored outlives the call, and was kept when it was stored. */
  static void keep(String text) {
    kept = text;
  }

  static int used() {
    return kept.length(); // expect NULL_DEREFERENCE contract
  }

  /** So does what a lambda is given. */
  static IntSupplier later(String text) {
    return () -> text.length(); // expect NULL_DEREFERENCE contract
  }

  /**
   * Called through the library's interface, where no contract can be asked for: the bridge owes.
   */
  // expect CLASS_CAST monitored, CLASS_CAST monitored, PRECONDITION unproven, PRECONDITION unproven
  static final class ByLength implements Comparator<String> {
    @Override
    public int compare(String a, String b) {
      // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE contract
      return a.length() - b.length();
    }
  }

  /** Likewise, without a bridge. */
  static final class Sized implements Comparator<Object> {
    @Override
    public int compare(Object a, Object b) {
      // expect NULL_DEREFERENCE unproven, NULL_DEREFERENCE unproven
      return a.hashCode() - b.hashCode();
    }
  }

  static String least(Comparator<String> order, String a, String b) {
    return order.compare(a, b) < 0 ? a : b; // expect NULL_DEREFERENCE contract
  }
}
