package org.umbriel.metadata.describe;

import java.util.Locale;
import java.util.stream.Collectors;
import org.umbriel.metadata.dwarf.Expressions;
import org.umbriel.metadata.dwarf.Operation;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Code;

/** The values of one attribute as text. */
final class AttributeText implements AttributeValue.Visitor<String> {
  private final AttributeName name;
  private final TypeNames types;

  AttributeText(AttributeName name, TypeNames types) {
    this.name = name;
    this.types = types;
  }

  static String hexadecimal(long address) {
    String digits = Long.toHexString(address);
    return "0x" + "0".repeat(16 - digits.length()) + digits;
  }

  /**
   * Text that comes from a file, made fit for a terminal: no line breaks, no escape sequences, no
   * marks that change the direction of writing.
   */
  static String printable(String text) {
    return isPlain(text)
        ? text
        : text.codePoints()
            .mapToObj(
                c ->
                    isPrintable(c)
                        ? Character.toString(c)
                        : String.format(Locale.ROOT, "\\u{%x}", c))
            .collect(Collectors.joining());
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < ' ' || unit > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  @Override
  public String visit(AttributeValue.Address address) {
    return hexadecimal(address.address());
  }

  @Override
  public String visit(AttributeValue.Constant constant) {
    return name.valueCode(constant.value())
        .map(Code::shortName)
        .orElseGet(() -> Long.toString(constant.value()));
  }

  @Override
  public String visit(AttributeValue.Flag flag) {
    return Boolean.toString(flag.set());
  }

  @Override
  public String visit(AttributeValue.Text text) {
    return text.text();
  }

  @Override
  public String visit(AttributeValue.Block block) {
    return block.bytes().toString();
  }

  @Override
  public String visit(AttributeValue.Expression expression) {
    return steps(expression.code());
  }

  /** {@code regx 3}; the bytes, if they are no expression. */
  private static String steps(Bytes code) {
    try {
      return Expressions.decode(code).stream()
          .map(AttributeText::step)
          .collect(Collectors.joining(", "));
    } catch (MalformedObjectException e) {
      return code.toString();
    }
  }

  @Override
  public String visit(AttributeValue.Ranges ranges) {
    return ranges.ranges().stream().map(AttributeText::range).collect(Collectors.joining(", "));
  }

  private static String range(AddressRange range) {
    return "[" + hexadecimal(range.start()) + ", " + hexadecimal(range.end()) + ")";
  }

  @Override
  public String visit(AttributeValue.Locations locations) {
    return locations.entries().stream()
        .map(
            entry ->
                entry.range().map(AttributeText::range).orElse("default")
                    + ": "
                    + steps(entry.expression()))
        .collect(Collectors.joining("; "));
  }

  private static String step(Operation operation) {
    String operands = operation.operands().stream().map(n -> " " + n).collect(Collectors.joining());
    Bytes block = operation.block();
    return operation.code().shortName() + operands + (block.size() == 0 ? "" : " <" + block + ">");
  }

  @Override
  public String visit(AttributeValue.EntryReference reference) {
    return types.of(reference.target());
  }

  @Override
  public String visit(AttributeValue.Foreign foreign) {
    return foreign.form().shortName() + " 0x" + Long.toHexString(foreign.number());
  }
}
