package org.umbriel.symexec.replay;

import java.util.Optional;
import org.umbriel.metadata.classfile.MethodCode;

/**
 * A frame of a stack trace.
 *
 * @param className internal name
 * @param method the method of the checked code; empty for other code
 * @param instruction its index in the method, -1 for other code
 * @param line in the source, 0 if unknown
 */
public record Frame(
    String className, String methodName, Optional<MethodCode> method, int instruction, int line) {}
