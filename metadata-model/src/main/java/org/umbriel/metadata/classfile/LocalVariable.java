package org.umbriel.metadata.classfile;

import java.util.Optional;

/**
 * One row of the LocalVariableTable (JVMS 4.7.13), in instruction indices.
 *
 * @param slot index of the local variable
 * @param start first instruction at which it has a value
 * @param end first instruction behind its scope; the number of instructions if it lives to the end
 */
public record LocalVariable(
    String name, String descriptor, Optional<String> signature, int slot, int start, int end) {}
