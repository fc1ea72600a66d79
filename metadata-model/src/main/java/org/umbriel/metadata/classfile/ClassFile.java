package org.umbriel.metadata.classfile;

/**
 * The bytes of one class file as they were found, nothing decoded (JVMS 4.1).
 *
 * @param path the entry's name, {@code a/b/C.class}; versioned entries keep their prefix
 * @param bytes every byte of it; not copied, so nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per class would cost more
public record ClassFile(String path, byte[] bytes) {}
