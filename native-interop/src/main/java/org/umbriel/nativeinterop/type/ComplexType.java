package org.umbriel.nativeinterop.type;

/** Two numbers, the real part first. */
public record ComplexType(String text, RealType part) implements CType {
  @Override
  public long size() {
    return 2 * part.size();
  }

  @Override
  public long alignment() {
    return part.alignment();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
