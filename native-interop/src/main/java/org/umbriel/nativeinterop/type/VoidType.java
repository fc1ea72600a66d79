package org.umbriel.nativeinterop.type;

/** No value: what a function returns that returns nothing. */
public record VoidType() implements CType {
  public static final VoidType VOID = new VoidType();

  @Override
  public long size() {
    return 0;
  }

  @Override
  public long alignment() {
    return 1;
  }

  @Override
  public String text() {
    return "void";
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
