package org.umbriel.symexec.fact.targets;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Calls whose target depends on the receiver: by known implementations, by specification. */
public class Overriding {
  static class Full {
    Object make() {
      return new Object();
    }
  }

  static class Fuller extends Full {
    @Override
    Object make() {
      return "full";
    }
  }

  static class Half {
    Object make() {
      return new Object();
    }
  }

  static class Empty extends Half {
    @Override
    Object make() {
      return null;
    }
  }

  static int full(Full f) {
    return f.make().hashCode(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE monitored
  }

  static int half(Half h) {
    return h.make().hashCode(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE unproven
  }

  /** An interface's method can be a lambda, or another's. */
  interface Maker {
    Object make();
  }

  static final class Only implements Maker {
    @Override
    public Object make() {
      return "";
    }
  }

  static int made(Maker m) {
    return m.make().hashCode(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE unproven
  }

  /** One that no lambda can make: what is known of those that were read. */
  interface Source {
    String name();

    String text();

    <T> T part(Class<T> type);
  }

  static final class Written implements Source {
    @Override
    public String name() {
      return "";
    }

    @Override
    public String text() {
      return null;
    }

    @Override
    public <T> T part(Class<T> type) {
      return type.cast(""); // expect NULL_DEREFERENCE contract
    }
  }

  static int named(Source s) {
    return s.name().length(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE monitored
  }

  static int text(Source s) {
    return s.text().length(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE unproven
  }

  static int part(Source s) {
    Object part = s.part(Object.class); // expect NULL_DEREFERENCE contract
    return part.hashCode(); // expect NULL_DEREFERENCE unproven
  }

  /** What one class implements, another has from a library. */
  interface Elements {
    Object[] toArray();

    int size();
  }

  static final class None implements Elements {
    @Override
    public Object[] toArray() {
      return new Object[0];
    }

    @Override
    public int size() {
      return 0;
    }
  }

  static final class Inherited extends java.util.ArrayList<String> implements Elements {
    private static final long serialVersionUID = 1;
  }

  static int elements(Elements e) {
    // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE unproven
    return e.toArray().length;
  }

  abstract static class Shape {
    abstract StringBuilder outline();

    int size() {
      return outline().length(); // expect NULL_DEREFERENCE monitored
    }
  }

  static final class Square extends Shape {
    @Override
    StringBuilder outline() {
      return new StringBuilder();
    }
  }

  static final Full FULL = new Fuller();

  static int known() {
    return FULL.make().hashCode(); // expect NULL_DEREFERENCE proven, NULL_DEREFERENCE linkable
  }

  static int keys(Map<String, String> map) {
    return map.keySet().size(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE monitored
  }

  static int keysOfNew() {
    return new java.util.HashMap<String, String>()
        .keySet()
        .size(); // expect NULL_DEREFERENCE linkable
  }

  /** Does not do what is specified. */
  abstract static class Broken extends AbstractMap<String, String> {
    @Override
    public Collection<String> values() {
      return null;
    }
  }

  static int values(Map<String, String> map) {
    return map.values().size(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE unproven
  }

  static int sortedValues(SortedMap<String, String> map) {
    return map.values().size(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE monitored
  }

  static Iterable<String> nothing() {
    return () -> null;
  }

  static int loop(Iterable<String> all) {
    return all.iterator().hashCode(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE unproven
  }

  static int loop(Set<String> all) {
    // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE monitored
    return all.iterator().hashCode();
  }

  static int letters(String s) {
    return s.trim().length(); // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE linkable
  }

  static int root() {
    return java.util.Locale.ROOT.hashCode(); // expect NULL_DEREFERENCE linkable
  }

  static void print() {
    System.out.println(); // expect NULL_DEREFERENCE unproven
  }
}
