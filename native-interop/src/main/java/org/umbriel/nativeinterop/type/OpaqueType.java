package org.umbriel.nativeinterop.type;

/**
 * A type whose values can lie in memory but are neither passed nor read.
 *
 * @param reason why not
 */
public record OpaqueType(String text, long size, long alignment, String reason) implements CType {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
