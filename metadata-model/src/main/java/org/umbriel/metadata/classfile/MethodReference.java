package org.umbriel.metadata.classfile;

/**
 * The symbolic reference to a method (JVMS 5.1).
 *
 * @param owner internal name of the class it is looked up in
 * @param name unqualified name
 * @param descriptor as in JVMS 4.3.3
 */
public record MethodReference(String owner, String name, String descriptor)
    implements Comparable<MethodReference> {

  /** {@code a/b/C.m([CI)C}: how reports and site ids print a method. */
  @Override
  public String toString() {
    return owner + "." + name + descriptor;
  }

  @Override
  public int compareTo(MethodReference other) {
    return toString().compareTo(other.toString());
  }

  public boolean isConstructor() {
    return name.equals("<init>");
  }

  public boolean isClassInitializer() {
    return name.equals("<clinit>");
  }
}
