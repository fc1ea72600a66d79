package org.umbriel.nativeinterop.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** Reads one literal, led by the type that it is to have. */
final class LiteralParser implements CType.Visitor<Object> {
  private static final Pattern NAME = Pattern.compile("\\.\\s*([A-Za-z_]\\w*)\\s*=");
  private static final Pattern COMPLEX =
      Pattern.compile("([+-]?[^+-]*?(?:[eE][+-]?\\d+)?)\\s*([+-]\\s*[^+-]+(?:[eE][+-]?\\d+)?)[iI]");
  private static final int DEEPEST = 100;

  private final String text;
  private final Place place;
  private final Function<String, Optional<NativePointer>> functions;
  private int at;
  private int depth;

  LiteralParser(String text, Place place, Function<String, Optional<NativePointer>> functions) {
    this.text = text;
    this.place = place;
    this.functions = functions;
  }

  Object parseAll(CType type) {
    Object value = type.accept(this);
    if (at < text.length() && !text.substring(at).isBlank()) {
      throw wrong(type, "'" + text.substring(at).strip() + "' is unexpected in '" + text + "'");
    }
    return value;
  }

  private ArgumentException wrong(CType type, String reason) {
    return new ArgumentException(place, type, reason);
  }

  private ArgumentException no(CType type, String word, String what) {
    return wrong(type, "'" + word + "' is no " + what);
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean take(char c) {
    skipSpace();
    boolean fits = at < text.length() && text.charAt(at) == c;
    if (fits) {
      at++;
    }
    return fits;
  }

  private char peek() {
    skipSpace();
    return at < text.length() ? text.charAt(at) : 0;
  }

  /** Everything up to what ends an element, quotes respected; all of it outside of braces. */
  private String word() {
    skipSpace();
    int start = at;
    if (depth == 0) {
      at = text.length();
      return text.substring(start).strip();
    }
    char quote = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quote != 0 && c == '\\') {
        at++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == ',' || c == '}') {
        break;
      }
      at++;
    }
    at = Math.min(at, text.length());
    return text.substring(start, at).strip();
  }

  @Override
  public Object visit(IntegerType type) {
    String word = word();
    return Numbers.integer(word).orElseThrow(() -> no(type, word, "integer"));
  }

  @Override
  public Object visit(EnumType type) {
    String word = word();
    return Numbers.integer(word).<Object>map(n -> n).orElse(word);
  }

  @Override
  public Object visit(RealType type) {
    String word = word();
    return Numbers.real(word, type.isExtended()).orElseThrow(() -> no(type, word, "number"));
  }

  @Override
  public Object visit(ComplexType type) {
    String word = word();
    Matcher parts = COMPLEX.matcher(word);
    boolean exact = type.part().isExtended();
    if (!parts.matches()) {
      return Numbers.real(word, exact).orElseThrow(() -> no(type, word, "complex number"));
    }
    Optional<Number> real = Numbers.real(parts.group(1).strip(), exact);
    Optional<Number> imaginary = Numbers.real(parts.group(2).replace(" ", ""), exact);
    if (real.isEmpty() || imaginary.isEmpty()) {
      throw no(type, word, "complex number");
    }
    return new Complex(real.get(), imaginary.get());
  }

  @Override
  public Object visit(PointerType type) {
    if (peek() == '{' && !(type.isText() && depth == 0)) {
      return behind(type);
    }
    String word = depth == 0 && type.isText() ? text : word();
    at = depth == 0 ? text.length() : at;
    if (word.equals("NULL")) {
      return NativePointer.NULL;
    }
    if (type.isText()) {
      return word.startsWith("\"") && depth > 0 ? quoted(word, type) : word;
    }
    if (word.matches("0[xX][0-9a-fA-F]{1,16}|0")) {
      return NativePointer.of(Long.parseUnsignedLong(word.replaceFirst("0[xX]", ""), 16));
    }
    if (type.target() instanceof FunctionType) {
      return functions.apply(word).orElseThrow(() -> no(type, word, "function of the library"));
    }
    if (type.target() instanceof VoidType && word.startsWith("\"")) {
      return quoted(word, type);
    }
    throw no(type, word, "pointer");
  }

  private String quoted(String word, CType type) {
    if (word.length() < 2 || !word.endsWith("\"")) {
      throw wrong(type, word + " has no end");
    }
    return Numbers.unescape(word, '"');
  }

  /** What the pointer is to lead to: one structure, or an array of elements. */
  private Object behind(PointerType type) {
    CType target = type.target();
    if (target.size() == 0) {
      throw wrong(type, "nobody knows what " + target.text() + " is made of");
    }
    if (target instanceof ArrayType) {
      return target.accept(this);
    }
    if (target instanceof StructType struct && !isArrayOf(struct)) {
      return target.accept(this);
    }
    return elements(type, target, Long.MAX_VALUE).toArray();
  }

  /** {@code {{1, 2}, {3, 4}}}: two structures, if the first member is not made of members. */
  private boolean isArrayOf(StructType struct) {
    int inner = at + 1;
    while (inner < text.length() && Character.isWhitespace(text.charAt(inner))) {
      inner++;
    }
    boolean braces = inner < text.length() && text.charAt(inner) == '{';
    CType first = struct.fields().isEmpty() ? struct : struct.fields().get(0).type();
    return braces && !(first instanceof StructType) && !(first instanceof ArrayType);
  }

  private void enter(CType type) {
    if (!take('{')) {
      throw wrong(type, "'{' expected at '" + text.substring(at) + "'");
    }
    if (++depth > DEEPEST) {
      throw wrong(type, "too deep");
    }
  }

  /** Whether another element follows; else the brace is closed. */
  private boolean hasMore(CType type, boolean isFirst) {
    if (take('}')) {
      depth--;
      return false;
    }
    if (!isFirst && !take(',')) {
      throw wrong(type, "',' or '}' expected at '" + text.substring(at) + "'");
    }
    return true;
  }

  private List<Object> elements(CType type, CType element, long most) {
    List<Object> elements = new ArrayList<>();
    enter(type);
    while (hasMore(type, elements.isEmpty())) {
      if (elements.size() == most) {
        throw wrong(type, "more than " + most + " elements");
      }
      elements.add(element.accept(this));
    }
    return elements;
  }

  @Override
  public Object visit(ArrayType type) {
    boolean isText =
        type.element() instanceof IntegerType integer && integer.isCharacter() && peek() != '{';
    if (!isText) {
      return elements(type, type.element(), type.count());
    }
    String word = word();
    return word.startsWith("\"") ? quoted(word, type) : word;
  }

  @Override
  public Object visit(StructType type) {
    Map<String, Object> named = new LinkedHashMap<>();
    List<Object> ordered = new ArrayList<>();
    enter(type);
    while (hasMore(type, named.isEmpty() && ordered.isEmpty())) {
      if (peek() == '.') {
        String name = memberName(type);
        Field field =
            type.field(name)
                .orElseThrow(() -> wrong(type, "no member " + name + Members.known(type)));
        named.put(name, field.type().accept(this));
      } else {
        if (ordered.size() == type.fields().size()) {
          throw wrong(type, "more than " + ordered.size() + " members");
        }
        ordered.add(type.fields().get(ordered.size()).type().accept(this));
      }
    }
    if (!named.isEmpty() && !ordered.isEmpty()) {
      throw wrong(type, "give all members by name or none");
    }
    return named.isEmpty() ? ordered : named;
  }

  private String memberName(CType type) {
    Matcher matcher = NAME.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong(type, "'.name =' expected at '" + text.substring(at) + "'");
    }
    at = matcher.end();
    return matcher.group(1);
  }

  @Override
  public Object visit(VoidType type) {
    throw wrong(type, "takes no value");
  }

  @Override
  public Object visit(FunctionType type) {
    throw wrong(type, "give a pointer to it");
  }

  @Override
  public Object visit(OpaqueType type) {
    throw wrong(type, "not supported: " + type.reason());
  }
}
