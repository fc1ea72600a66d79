package org.umbriel.metadata.describe;

import org.umbriel.metadata.classfile.ClassUnit;

/**
 * What a description says about a class.
 *
 * @param ordinal its place among the class files of its archive
 * @param name internal name
 * @param digest SHA-256 of the class file that was described, in hexadecimal
 */
public record RecordedClass(int ordinal, String name, String digest, ClassRecords records) {

  /** Whether this class file was described, and the records fit it. */
  public boolean isAbout(ClassUnit unit) {
    return name.equals(unit.name()) && digest.equals(unit.digest()) && records.fit(unit);
  }
}
