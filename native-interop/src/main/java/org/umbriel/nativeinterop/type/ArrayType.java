package org.umbriel.nativeinterop.type;

/**
 * Equal elements one after the other.
 *
 * @param count 0 for one whose length only the program knows
 */
public record ArrayType(CType element, long count) implements CType {
  public ArrayType {
    if (count < 0 || (element.size() > 0 && count > Integer.MAX_VALUE / element.size())) {
      throw new IllegalArgumentException(count + " elements of " + element.text());
    }
  }

  @Override
  public long size() {
    return count * element.size();
  }

  @Override
  public long alignment() {
    return element.alignment();
  }

  /** The inner dimensions come last: {@code int[2][3]}. */
  @Override
  public String text() {
    CType innermost = element;
    StringBuilder bounds = new StringBuilder("[" + count + "]");
    while (innermost instanceof ArrayType inner) {
      bounds.append('[').append(inner.count()).append(']');
      innermost = inner.element();
    }
    return innermost.text() + bounds;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
