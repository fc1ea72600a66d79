package org.umbriel.nativeinterop.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.type.ArrayType;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.ComplexType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.OpaqueType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.type.VoidType;

/**
 * A value as gdb prints it with its default settings, except that a pointer to text is only the
 * text.
 */
final class Printer implements CType.Visitor<String> {
  /** Elements beyond these are dots. */
  private static final int MOST_ELEMENTS = 200;

  private final Value value;
  private final boolean outermost;

  /**
   * @param outermost whether the value stands alone; one within another says less of its type
   */
  Printer(Value value, boolean outermost) {
    this.value = value;
    this.outermost = outermost;
  }

  private static String inner(Value value) {
    return value.type().accept(new Printer(value, false));
  }

  @Override
  public String visit(VoidType type) {
    return "void";
  }

  @Override
  public String visit(IntegerType type) {
    BigInteger number = value.toBigInteger();
    if (type.kind() == IntegerType.Kind.BOOLEAN && number.bitLength() <= 1) {
      return number.signum() == 0 ? "false" : "true";
    }
    return type.isCharacter() && type.size() == 1
        ? number + " " + Texts.character(number.intValue())
        : number.toString();
  }

  @Override
  public String visit(EnumType type) {
    BigInteger number = value.toBigInteger();
    Optional<String> name = type.nameOf(number);
    if (name.isPresent()) {
      return name.get();
    }
    boolean areFlags =
        type.constants().stream().allMatch(c -> c.value().signum() >= 0 && isFlag(c, type));
    return areFlags && number.signum() > 0 ? flags(type, number) : number.toString();
  }

  /** One bit that no other constant has. */
  private static boolean isFlag(EnumType.Constant constant, EnumType type) {
    return constant.value().bitCount() <= 1
        && type.constants().stream()
            .allMatch(c -> c.equals(constant) || c.value().and(constant.value()).signum() == 0);
  }

  private static String flags(EnumType type, BigInteger number) {
    List<String> names = new ArrayList<>();
    BigInteger rest = number;
    for (EnumType.Constant constant : type.constants()) {
      if (constant.value().signum() > 0 && rest.and(constant.value()).signum() != 0) {
        names.add(constant.name());
        rest = rest.andNot(constant.value());
      }
    }
    if (rest.signum() != 0) {
      names.add("unknown: 0x" + rest.toString(16));
    }
    return "(" + String.join(" | ", names) + ")";
  }

  @Override
  public String visit(RealType type) {
    return Texts.number(value.toNumber(), digits(type));
  }

  private static int digits(RealType type) {
    if (type.isExtended()) {
      return 21;
    }
    return type.size() == 4 ? 9 : 17;
  }

  @Override
  public String visit(ComplexType type) {
    Complex complex = value.toComplex();
    String real = Texts.number(complex.real(), digits(type.part()));
    return real + " + " + Texts.number(complex.imaginary(), digits(type.part())) + "i";
  }

  @Override
  public String visit(PointerType type) {
    NativePointer pointer = value.toPointer();
    if (type.isText()) {
      return pointer.isNull() ? "0x0" : text(pointer);
    }
    return outermost ? "(" + type.text() + ") " + pointer : pointer.toString();
  }

  private static String text(NativePointer pointer) {
    try {
      return Texts.quoted(pointer.readText());
    } catch (MemoryAccessException e) {
      return pointer + " <nothing there>";
    }
  }

  @Override
  public String visit(ArrayType type) {
    if (type.element() instanceof IntegerType element
        && element.isCharacter()
        && element.size() == 1) {
      return Texts.quoted(value.toBytes());
    }
    List<String> shown = new ArrayList<>();
    long i = 0;
    while (i < type.count() && shown.size() < MOST_ELEMENTS) {
      String text = inner(value.element(i));
      long same = i + 1;
      while (same < type.count() && inner(value.element(same)).equals(text)) {
        same++;
      }
      if (same - i > Texts.MOST_REPEATS) {
        shown.add(text + " <repeats " + (same - i) + " times>");
      } else {
        same = i + 1;
        shown.add(text);
      }
      i = same;
    }
    return "{" + String.join(", ", shown) + (i < type.count() ? "..." : "") + "}";
  }

  @Override
  public String visit(StructType type) {
    List<String> shown = new ArrayList<>();
    for (Field field : type.fields()) {
      String text = inner(value.member(field));
      shown.add(field.name().isEmpty() ? text : field.name() + " = " + text);
    }
    return "{" + String.join(", ", shown) + "}";
  }

  @Override
  public String visit(FunctionType type) {
    return "{" + type.text() + "}";
  }

  @Override
  public String visit(OpaqueType type) {
    return "<" + type.text() + ": " + type.reason() + ">";
  }
}
