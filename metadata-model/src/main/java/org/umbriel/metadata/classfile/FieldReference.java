package org.umbriel.metadata.classfile;

import org.jspecify.annotations.Nullable;

/**
 * The symbolic reference to a field (JVMS 5.1).
 *
 * @param owner internal name of the class it is looked up in
 * @param name unqualified name
 * @param descriptor as in JVMS 4.3.2
 */
public record FieldReference(String owner, String name, String descriptor) {

  @Override
  public String toString() {
    return owner + "." + name + ":" + descriptor;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FieldReference reference
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
