package org.umbriel.nativeinterop.type;

import java.util.function.Supplier;

/** An address, or a reference of C++; what is there is looked up when someone asks. */
public final class PointerType implements CType {
  public static final long SIZE = 8;
  public static final PointerType TO_VOID = new PointerType("void *", () -> VoidType.VOID);

  private final String text;
  private final Supplier<CType> target;

  public PointerType(String text, Supplier<CType> target) {
    this.text = text;
    this.target = target;
  }

  /** The type of what is at the address. */
  public CType target() {
    return target.get();
  }

  /** Whether it points to characters, so that a text can be meant. */
  public boolean isText() {
    return target() instanceof IntegerType integer && integer.isCharacter();
  }

  @Override
  public long size() {
    return SIZE;
  }

  @Override
  public long alignment() {
    return SIZE;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
