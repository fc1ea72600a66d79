package org.umbriel.metadata.describe;

import org.umbriel.metadata.classfile.ClassUnit;

/**
 * A class to describe.
 *
 * @param ordinal its place among the class files of its archive, broken ones included
 */
public record DescribedClass(int ordinal, ClassUnit unit, ClassRecords records) {}
