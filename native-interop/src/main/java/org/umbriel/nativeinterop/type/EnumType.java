package org.umbriel.nativeinterop.type;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Names for values of an integer type.
 *
 * @param representation the integer type that values are stored as
 */
public record EnumType(String text, IntegerType representation, List<Constant> constants)
    implements CType {
  public EnumType {
    constants = List.copyOf(constants);
  }

  /** A name for a value. */
  public record Constant(String name, BigInteger value) {}

  /** The value of a name. */
  public Optional<BigInteger> valueOf(String name) {
    return constants.stream().filter(c -> c.name().equals(name)).map(Constant::value).findFirst();
  }

  /** The first name of a value. */
  public Optional<String> nameOf(BigInteger value) {
    return constants.stream().filter(c -> c.value().equals(value)).map(Constant::name).findFirst();
  }

  @Override
  public long size() {
    return representation.size();
  }

  @Override
  public long alignment() {
    return representation.alignment();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }
}
