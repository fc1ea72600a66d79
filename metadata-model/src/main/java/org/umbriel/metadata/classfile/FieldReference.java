package org.umbriel.metadata.classfile;

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
}
