package org.umbriel.nativeinterop.value;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.type.ArrayType;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.ComplexType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.OpaqueType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.type.VoidType;

/** One Java object on its way into the bytes of a type. */
final class Encoding implements CType.Visitor<Encoding> {
  private static final long FEW_BYTES = 8;

  private final Encoder encoder;
  private final @Nullable Object value;
  private final CType type;
  private final Place place;
  private final ByteBuffer out;
  private final int at;

  Encoding(
      Encoder encoder, @Nullable Object value, CType type, Place place, ByteBuffer out, int at) {
    this.encoder = encoder;
    this.value = value;
    this.type = type;
    this.place = place;
    this.out = out;
    this.at = at;
  }

  private ArgumentException wrong(String reason) {
    return new ArgumentException(place, type, Encoder.describe(value) + " " + reason);
  }

  @Override
  public Encoding visit(VoidType type) {
    return this;
  }

  @Override
  public Encoding visit(IntegerType type) {
    if (value instanceof Number number
        && (value instanceof Integer || value instanceof Long)
        && type.kind() != IntegerType.Kind.BOOLEAN
        && type.size() <= FEW_BYTES) {
      putPlain(number.longValue(), type);
    } else {
      Bits.put(out, at, type.size(), checked(type, 8 * (int) type.size()));
    }
    return this;
  }

  /** What most arguments are, without a BigInteger. */
  private void putPlain(long number, IntegerType type) {
    int unused = 64 - 8 * (int) type.size();
    boolean fits =
        type.isSigned()
            ? number << unused >> unused == number
            : number >= 0 && number << unused >>> unused == number;
    if (!fits) {
      throw outOfRange(type, 8 * (int) type.size());
    }
    Bits.put(out, at, type.size(), number);
  }

  private BigInteger checked(IntegerType type, int bits) {
    BigInteger number = Encoder.integer(value);
    if (number == null) {
      throw wrong("is no integer");
    }
    if (number.compareTo(type.least(bits)) < 0 || number.compareTo(type.greatest(bits)) > 0) {
      throw outOfRange(type, bits);
    }
    return number;
  }

  private ArgumentException outOfRange(IntegerType type, int bits) {
    return wrong("is not in " + type.least(bits) + " .. " + type.greatest(bits));
  }

  /** A bit-field takes what its type takes, in fewer bits. */
  void putBitField(long bitOffset, int bitSize) {
    IntegerType integer =
        type instanceof EnumType named ? named.representation() : (IntegerType) type;
    BigInteger number =
        type instanceof EnumType named ? constant(named) : checked(integer, bitSize);
    if (number.compareTo(integer.least(bitSize)) < 0
        || number.compareTo(integer.greatest(bitSize)) > 0) {
      throw outOfRange(integer, bitSize);
    }
    Bits.putField(out, at, bitOffset, bitSize, number);
  }

  @Override
  public Encoding visit(EnumType type) {
    Bits.put(out, at, type.size(), constant(type));
    return this;
  }

  private BigInteger constant(EnumType type) {
    if (value instanceof String || value instanceof Enum) {
      String name = value instanceof Enum<?> constant ? constant.name() : (String) value;
      Optional<BigInteger> number = type.valueOf(name);
      if (number.isEmpty()) {
        List<String> names = type.constants().stream().map(EnumType.Constant::name).toList();
        throw wrong("is none of " + String.join(", ", names));
      }
      return number.get();
    }
    return checked(type.representation(), 8 * (int) type.size());
  }

  @Override
  public Encoding visit(RealType type) {
    putReal(value, type, at);
    return this;
  }

  private void putReal(@Nullable Object part, RealType type, int where) {
    Number number;
    if (part instanceof Number given) {
      number = given;
    } else if (part instanceof Value given && given.type() instanceof RealType) {
      number = given.toNumber();
    } else {
      BigInteger integer = Encoder.integer(part);
      if (integer == null) {
        throw wrong("is no number");
      }
      number = integer;
    }
    if (type.isExtended()) {
      Extended.put(out, where, number);
    } else if (type.size() == 4) {
      out.putFloat(where, number.floatValue());
    } else {
      out.putDouble(where, number.doubleValue());
    }
  }

  @Override
  public Encoding visit(ComplexType type) {
    if (value instanceof Complex complex) {
      putReal(complex.real(), type.part(), at);
      putReal(complex.imaginary(), type.part(), at + (int) type.part().size());
    } else {
      putReal(value, type.part(), at);
    }
    return this;
  }

  @Override
  public Encoding visit(PointerType type) {
    out.putLong(at, encoder.address(value, type, place));
    return this;
  }

  @Override
  public Encoding visit(ArrayType type) {
    boolean text = type.element() instanceof IntegerType element && element.isCharacter();
    if (text && value instanceof String string) {
      byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > type.size()) {
        throw wrong("has " + bytes.length + " bytes");
      }
      out.put(at, bytes);
      return this;
    }
    if (!(value instanceof List) && (value == null || !value.getClass().isArray())) {
      throw wrong("is no array");
    }
    List<@Nullable Object> elements = Encoder.elements(value);
    if (elements.size() > type.count()) {
      throw wrong("has " + elements.size() + " elements");
    }
    int step = (int) type.element().size();
    for (int i = 0; i < elements.size(); i++) {
      encoder.encode(elements.get(i), type.element(), place.element(i), out, at + i * step);
    }
    return this;
  }

  @Override
  public Encoding visit(StructType type) {
    new StructEncoding(encoder, type, place, out, at).put(value);
    return this;
  }

  @Override
  public Encoding visit(FunctionType type) {
    throw wrong("can't be a function");
  }

  @Override
  public Encoding visit(OpaqueType type) {
    throw new ArgumentException(place, type, "not supported: " + type.reason());
  }
}
