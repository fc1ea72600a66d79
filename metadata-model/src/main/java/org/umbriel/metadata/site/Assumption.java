package org.umbriel.metadata.site;

import java.util.Locale;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodReference;

/**
 * A fact that a proof relies on beyond the class itself and the JVM specification. Text is what
 * reports print and what a description carries; equal facts have equal text.
 */
public sealed interface Assumption {

  Strength strength();

  /** One line, {@code class a/b/C is the one with digest 3f9c...}. */
  String text();

  /** Who can see whether it holds. */
  enum Strength {
    /** Can be checked once, when the class is linked. */
    LINKABLE,
    /** A class loaded later, or code outside the language's rules, can break it. */
    MONITORED,
    /** Callers must keep it; each call inside the checked code is a {@code PRECONDITION} site. */
    CONTRACT;

    /** For people: {@code linkable}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Another class is the one whose code was read.
   *
   * @param className internal name
   * @param digest SHA-256 of its class file
   */
  record SameCode(String className, String digest) implements Assumption {
    @Override
    public Strength strength() {
      return Strength.LINKABLE;
    }

    @Override
    public String text() {
      return "class " + className + " is the one with digest " + digest;
    }
  }

  /**
   * The JDK is the one whose code was read.
   *
   * @param vendor {@code java.vendor}
   * @param version {@code java.vm.version}
   */
  record Platform(String vendor, String version) implements Assumption {
    @Override
    public Strength strength() {
      return Strength.LINKABLE;
    }

    @Override
    public String text() {
      return "the JDK is " + version + " of " + vendor;
    }
  }

  /**
   * No class overrides a method, or none but those that were read.
   *
   * @param method the declaration
   */
  record NotOverridden(MethodReference method) implements Assumption {
    @Override
    public Strength strength() {
      return Strength.MONITORED;
    }

    @Override
    public String text() {
      return "no class that was not read overrides " + method;
    }
  }

  /** Containers hold what their type arguments say: their code compiled without unchecked casts. */
  record NoHeapPollution() implements Assumption {
    @Override
    public Strength strength() {
      return Strength.MONITORED;
    }

    @Override
    public String text() {
      return "no heap pollution (JLS 4.12.2)";
    }
  }

  /**
   * Private and final fields are written by the bytecode of their nest alone, objects constructed.
   */
  record NoReflectiveWrites() implements Assumption {
    @Override
    public Strength strength() {
      return Strength.MONITORED;
    }

    @Override
    public String text() {
      return "fields are written by bytecode only, and objects made by their constructors";
    }
  }

  /**
   * Whatever implements a method of the platform returns an object, as its specification says.
   *
   * @param method the declaration, {@code java/util/Collection.stream}
   */
  record SpecificationKept(MethodReference method) implements Assumption {
    @Override
    public Strength strength() {
      return Strength.MONITORED;
    }

    @Override
    public String text() {
      return "every " + method + " returns an object";
    }
  }

  /**
   * A field that code outside the program may write is written by the classes alone that were read.
   *
   * @param field as its class declares it
   */
  record WrittenByReadCode(FieldReference field) implements Assumption {
    @Override
    public Strength strength() {
      return Strength.MONITORED;
    }

    @Override
    public String text() {
      return "no class that was not read writes " + field;
    }
  }

  /** A field read twice without a call between holds the same value. */
  record NoInterference() implements Assumption {
    @Override
    public Strength strength() {
      return Strength.MONITORED;
    }

    @Override
    public String text() {
      return "no other thread writes a field between two reads";
    }
  }

  /**
   * A contract of the method that the site stands in, or of another that it relies on.
   *
   * @param predicate SMT-LIB over the parameters' names
   */
  record ContractKept(MethodReference method, int parameter, String predicate)
      implements Assumption {
    @Override
    public Strength strength() {
      return Strength.CONTRACT;
    }

    @Override
    public String text() {
      return "contract: " + method + " requires " + predicate;
    }
  }
}
