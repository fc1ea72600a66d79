package org.umbriel.metadata.classfile;

import java.util.Optional;

/** One row of the InnerClasses attribute (JVMS 4.7.6); names are internal names. */
public record InnerClass(
    String name, Optional<String> outerName, Optional<String> innerName, int access) {}
