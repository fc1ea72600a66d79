/**
 * Class files, decoded once into immutable records. Start at {@link
 * org.umbriel.metadata.classfile.ClassDecoder}: a {@code ClassFile} flows in, a {@code ClassUnit}
 * with its {@code MethodCode}s flows out.
 */
@NullMarked
package org.umbriel.metadata.classfile;

import org.jspecify.annotations.NullMarked;
