package org.umbriel.metadata.verify.result;

/**
 * Where in a class something is: the class as a whole, a method, or an instruction.
 *
 * @param method name; empty for the class as a whole
 * @param descriptor of the method; empty for the class as a whole
 * @param bci bytecode index, or -1 for the method as a whole
 */
public record Place(String method, String descriptor, int bci) {
  /** The class as a whole. */
  public static final Place CLASS = new Place("", "", -1);

  /** Whether this is the class as a whole. */
  public boolean isClass() {
    return method.isEmpty();
  }

  @Override
  public String toString() {
    if (isClass()) {
      return "class";
    }
    return bci < 0 ? method + descriptor : method + descriptor + " at " + bci;
  }
}
