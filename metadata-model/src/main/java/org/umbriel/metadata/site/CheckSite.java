package org.umbriel.metadata.site;

/**
 * A program point and a condition that must hold there.
 *
 * @param instruction index of the instruction
 * @param bytecodeIndex its offset in the code array
 * @param line source line, 0 if unknown
 * @param operand depth on the stack of the value that the condition is about, counted in values
 *     from the top, 0 for the top; for {@link CheckKind#PRECONDITION} the callee's parameter
 * @param trivial whether syntax alone decides it
 */
public record CheckSite(
    SiteId id, int instruction, int bytecodeIndex, int line, int operand, boolean trivial) {

  public CheckKind kind() {
    return id.kind();
  }
}
