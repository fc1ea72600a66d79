package org.umbriel.nativeinterop.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Declaration;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.IntegerType;

/** What a literal says, as the value that it makes prints. */
class LiteralsTest {
  private static final Place PLACE = Place.of("x");
  private static final EnumType COLOUR =
      new EnumType(
          "enum colour",
          IntegerType.UNSIGNED_INT,
          List.of(
              new EnumType.Constant("RED", BigInteger.ZERO),
              new EnumType.Constant("GREEN", BigInteger.ONE)));

  private static CType type(String text) {
    return Declaration.parse(
            "void f(" + text + ")",
            name -> name.equals("enum colour") ? Optional.of(COLOUR) : Optional.empty())
        .function()
        .parameters()
        .get(0)
        .type();
  }

  private static String read(String literal, String type) {
    CType wanted = type(type);
    ByteBuffer bytes = ByteBuffer.allocate((int) wanted.size()).order(ByteOrder.LITTLE_ENDIAN);
    Object object = new Literals(name -> Optional.empty()).parse(literal, wanted, PLACE);
    new Encoder(new NoBacking(PLACE)).encode(object, wanted, PLACE, bytes, 0);
    return new Value(wanted, bytes.array()).toString();
  }

  @Test
  void numbers() {
    assertEquals("42", read("42", "int"));
    assertEquals("-1", read("-1L", "long"));
    assertEquals("16", read("0x10", "short"));
    assertEquals("8", read("010", "int"));
    assertEquals("99 'c'", read("'c'", "char"));
    assertEquals("10 '\\n'", read("'\\n'", "char"));
    assertEquals("true", read("true", "_Bool"));
    assertEquals("18446744073709551615", read("18446744073709551615UL", "unsigned long"));
    assertEquals("2.5", read("2.5", "double"));
    assertEquals("-0", read("-0.0", "long double"));
    assertEquals("1.00000002e+20", read("1e20f", "float"));
    assertEquals("0.100000000000000000001", read("0.1", "long double"));
    assertEquals("16", read("0x10", "double"));
    assertEquals("-inf", read("-inf", "double"));
    assertEquals("1.5 + -2i", read("1.5-2i", "double _Complex"));
    assertEquals("10000000000 + 1.0000000000000001e-05i", read("1e10 + 1e-5i", "double _Complex"));
    assertEquals("GREEN", read("GREEN", "enum colour"));
    assertEquals("RED", read("0", "enum colour"));
  }

  @Test
  void aggregates() {
    assertEquals("{x = 3, y = 2.5}", read("{3, 2.5}", "struct {int x; double y;}"));
    assertEquals("{x = 0, y = 1}", read("{.y=1}", "struct {int x; double y;}"));
    assertEquals(
        "{c = GREEN, a = {1, 2, 0}, t = \"a,}\\000\"}",
        read("{ GREEN , {1,2}, \"a,}\" }", "struct {enum colour c; int a[3]; char t[5];}"));
    assertEquals("{a = 5, b = -3}", read("{5, -3}", "struct {unsigned a : 3; int b : 4;}"));
    assertEquals("{i = 1, f = 1.40129846e-45}", read("{.i = 1}", "union {int i; float f;}"));
    assertEquals("0x0", read("NULL", "const char *"));
  }

  @Test
  void whatIsNone() {
    for (String[] wrong :
        new String[][] {
          {"x", "int"},
          {"2.5", "int"},
          {"", "int"},
          {"'ab'", "char"},
          {"09", "int"},
          {"300", "unsigned char"},
          {"abc", "double"},
          {"PINK", "enum colour"},
          {"{1,2,3}", "struct {int x;}"},
          {"{1", "struct {int x;}"},
          {"{.z=1}", "struct {int x;}"},
          {"{1 2}", "struct {int x;}"},
          {"{1}}", "struct {int x;}"},
          {"abc", "void *"},
          {"1+i+", "double _Complex"},
          {"{", "int *"},
          {"\"abcdef\"", "struct {char t[2];}"}
        }) {
      assertThrows(
          NativeException.class, () -> read(wrong[0], wrong[1]), wrong[0] + " " + wrong[1]);
    }
  }
}
