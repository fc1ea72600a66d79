package org.umbriel.metadata.site;

import org.umbriel.metadata.classfile.MethodReference;

/**
 * What a method requires of one of its parameters.
 *
 * @param parameter index in the descriptor, without the receiver
 * @param name the parameter's name, or {@code p0}, {@code p1}, ...
 * @param predicate SMT-LIB over the parameters' names: {@code (not (= s null))}
 */
public record Contract(
    MethodReference method, int parameter, String name, String predicate, Origin origin) {

  /** Where a contract comes from; only declared ones and the default discharge sites. */
  public enum Origin {
    /** An annotation or a contract file says so. */
    DECLARED,
    /** A reference parameter is non-null unless something says otherwise. */
    DEFAULT,
    /** Found by analysis; sets the level of a finding and never changes a verdict. */
    INFERRED
  }

  /** The contract that a reference parameter is not null. */
  public static Contract nonNull(
      MethodReference method, int parameter, String name, Origin origin) {
    return new Contract(method, parameter, name, isNotNull(name), origin);
  }

  private static String isNotNull(String name) {
    return "(not (= " + name + " null))";
  }

  /** Whether all that it requires is that the parameter is not null. */
  public boolean isNonNull() {
    return predicate.equals(isNotNull(name));
  }
}
