package org.umbriel.metadata.dwarf.read;

import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Form;

/**
 * An attribute as it stands in the file, before anything is looked up.
 *
 * @param form the form of the value, of an indirect one that which the value itself names
 * @param offset where the value stands in the section of its unit
 * @param number a constant, an address, an offset, an index, a signature; the length of a block
 * @param bytes of a block, an expression or a string that stands here; of {@link
 *     Form#LLVM_ADDRX_OFFSET} the four bytes of the distance
 */
public record RawAttribute(AttributeName name, Form form, int offset, long number, Bytes bytes) {}
