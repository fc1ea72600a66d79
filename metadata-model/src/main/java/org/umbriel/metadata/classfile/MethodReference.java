package org.umbriel.metadata.classfile;

import org.jspecify.annotations.Nullable;

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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MethodReference reference
        && name.equals(reference.name)
        && owner.equals(reference.owner)
        && descriptor.equals(reference.descriptor);
  }

  /** Written out, since these are the keys of most maps: a record's own is linked at run time. */
  @Override
  public int hashCode() {
    return (owner.hashCode() * 31 + name.hashCode()) * 31 + descriptor.hashCode();
  }
}
