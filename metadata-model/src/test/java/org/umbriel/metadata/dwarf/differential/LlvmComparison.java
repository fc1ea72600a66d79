package org.umbriel.metadata.dwarf.differential;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.dwarf.Expressions;
import org.umbriel.metadata.dwarf.Operation;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.EntryCursor;
import org.umbriel.metadata.dwarf.read.RawAttribute;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Address;
import org.umbriel.metadata.entry.AttributeValue.Locations;
import org.umbriel.metadata.entry.AttributeValue.Ranges;
import org.umbriel.metadata.entry.AttributeValue.Text;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Code;
import org.umbriel.metadata.entry.LocationEntry;

/** Against the output of {@code llvm-dwarfdump --verbose --debug-info --debug-types}. */
public final class LlvmComparison extends Comparison {
  private static final Pattern UNIT = Pattern.compile("0x(\\w+): (Compile|Type) Unit: .*");
  private static final Pattern ENTRY =
      Pattern.compile("0x(\\w+): ( *)(DW_TAG_\\w+) \\[(\\d+)\\] ([* ]).*");
  private static final Pattern ATTRIBUTE =
      Pattern.compile(" +(DW_AT_\\w+) \\[(DW_FORM_\\w+)\\]\t?\\s*\\((.*)\\)", Pattern.DOTALL);
  private static final Pattern RANGE = Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");
  private static final Pattern OPERATION = Pattern.compile("DW_OP_\\w+");
  private static final Pattern HEX = Pattern.compile("0x([0-9a-f]+)");

  private final BufferedReader output;
  private @Nullable String ahead;

  public LlvmComparison(DwarfReader reader, BufferedReader output) {
    super(reader);
    this.output = output;
  }

  /** Runs the comparison to its end. */
  public Result run() throws Exception {
    return compare();
  }

  /** An attribute's lists stand on lines of their own. */
  @Override
  String nextLine() throws IOException {
    String line = ahead == null ? output.readLine() : ahead;
    while (line != null && !starts(line)) {
      line = output.readLine();
    }
    if (line == null) {
      return "";
    }
    StringBuilder whole = new StringBuilder(line);
    ahead = output.readLine();
    while (ahead != null && !ahead.isEmpty() && !starts(ahead) && ahead.startsWith("  ")) {
      whole.append('\n').append(ahead);
      ahead = output.readLine();
    }
    return whole.toString();
  }

  private static boolean starts(String line) {
    return (line.startsWith("0x") && !line.endsWith(" NULL")) || line.strip().startsWith("DW_AT_");
  }

  @Override
  boolean isUnit(String line, UnitReader unit) {
    Matcher matcher = UNIT.matcher(line);
    return matcher.matches()
        && Long.parseLong(matcher.group(1), 16) == unit.offset().value()
        && line.contains(String.format(Locale.ROOT, "version = 0x%04x", unit.header().version()));
  }

  @Override
  boolean isEntry(String line, EntryCursor cursor) {
    Matcher matcher = ENTRY.matcher(line);
    return matcher.matches()
        && Long.parseLong(matcher.group(1), 16) == cursor.offset().value()
        && matcher.group(2).length() == 2 * cursor.depth()
        && matcher.group(3).equals(cursor.tag().fullName())
        && Long.parseLong(matcher.group(4)) == cursor.code()
        && matcher.group(5).equals(cursor.hasChildren() ? "*" : " ");
  }

  @Override
  String difference(String line, RawAttribute ours, UnitReader unit)
      throws MalformedObjectException {
    Matcher matcher = ATTRIBUTE.matcher(line);
    if (!matcher.matches()) {
      if (ahead == null && line.contains("(<alt ")) {
        return "";
      }
      return "not an attribute";
    }
    if (!matcher.group(1).equals(ours.name().fullName())) {
      return "has another name";
    }
    if (!matcher.group(2).equals(ours.form().fullName())) {
      return "has another form";
    }
    return agrees(matcher.group(3), ours, unit) ? "" : "has another value";
  }

  private static boolean agrees(String shown, RawAttribute ours, UnitReader unit)
      throws MalformedObjectException {
    AttributeValue value = unit.value(ours);
    if (value instanceof Ranges ranges) {
      return ranges(shown).equals(ranges.ranges());
    }
    if (value instanceof Locations locations) {
      return agrees(shown, locations);
    }
    if (shown.startsWith("alt indirect string") || shown.startsWith("<alt ")) {
      return first(shown).equals(Optional.of(ours.number()));
    }
    if (value instanceof Text text) {
      return shown.endsWith(quoted(text.text()));
    }
    if (value instanceof Address address) {
      Optional<Long> last = last(shown);
      return last.equals(Optional.of(address.address()));
    }
    return switch (ours.form()) {
      case REF1, REF2, REF4, REF8, REF_UDATA ->
          shown.contains(
              String.format(Locale.ROOT, "{0x%08x}", unit.offset().value() + ours.number()));
      case EXPRLOC -> agree(shown, operations(ours.bytes()));
      case BLOCK1, BLOCK2, BLOCK4, BLOCK, DATA16 -> agreesOnBlock(shown, ours);
      case FLAG, FLAG_PRESENT ->
          shown.equals(ours.number() != 0 ? "true" : "false") || numeric(shown, ours);
      case STRP_SUP, GNU_STRP_ALT, STRX, STRX1, STRX2, STRX3, STRX4, GNU_STR_INDEX -> true;
      default -> numeric(shown, ours);
    };
  }

  private static boolean agreesOnBlock(String shown, RawAttribute ours) {
    StringBuilder expected = new StringBuilder();
    for (byte each : ours.bytes().toArray()) {
      expected.append(String.format(Locale.ROOT, "%02x ", each));
    }
    return shown.contains("DW_OP_") || shown.endsWith(expected.toString());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte each : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      switch (each) {
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> {
          if (each >= ' ' && each < 0x7f) {
            quoted.append((char) each);
          } else {
            quoted.append(String.format(Locale.ROOT, "\\%03o", each & 0xff));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static List<AddressRange> ranges(String shown) {
    List<AddressRange> ranges = new ArrayList<>();
    Matcher matcher = RANGE.matcher(shown);
    while (matcher.find()) {
      ranges.add(new AddressRange(hex(matcher.group(1)), hex(matcher.group(2))));
    }
    return ranges;
  }

  private static boolean agrees(String shown, Locations locations) throws MalformedObjectException {
    List<AddressRange> ranges = new ArrayList<>();
    List<String> operations = new ArrayList<>();
    for (LocationEntry entry : locations.entries()) {
      entry.range().ifPresent(ranges::add);
      operations.addAll(operations(entry.expression()));
    }
    return ranges(shown).equals(ranges) && agree(shown, operations);
  }

  /** LLVM 14 gives up at operations of DWARF 5 that lead to other entries. */
  private static boolean agree(String shown, List<String> ours) {
    return shown.contains("<decoding error>") || operations(shown).equals(ours);
  }

  private static List<String> operations(String shown) {
    return OPERATION.matcher(shown).results().map(result -> result.group()).toList();
  }

  private static List<String> operations(Bytes code) throws MalformedObjectException {
    List<String> names = new ArrayList<>();
    for (Operation operation : Expressions.decode(code)) {
      names.add(operation.code().fullName());
      if (operation.code().shortName().endsWith("entry_value")) {
        names.addAll(operations(operation.block()));
      }
    }
    return names;
  }

  /** A number, or what llvm calls it: a code, or the file that an index stands for. */
  private static boolean numeric(String shown, RawAttribute ours) {
    if (shown.startsWith("DW_")) {
      Optional<Code> code = ours.name().valueCode(ours.number());
      return code.isEmpty() || shown.startsWith(code.get().fullName());
    }
    if (shown.startsWith("\"")) {
      return ours.name().equals(AttributeName.DECL_FILE)
          || ours.name().equals(AttributeName.CALL_FILE);
    }
    if (shown.startsWith("0x") || shown.startsWith("indexed")) {
      Optional<Long> first = first(shown);
      return first.equals(Optional.of(ours.number()))
          || first.equals(Optional.of(ours.number() & 0xffffffffL))
          || shown.startsWith("indexed");
    }
    return shown.matches("-?[0-9]+") && parse(shown) == ours.number();
  }

  private static long parse(String decimal) {
    return decimal.startsWith("-") ? Long.parseLong(decimal) : Long.parseUnsignedLong(decimal);
  }

  private static Optional<Long> first(String shown) {
    Matcher matcher = HEX.matcher(shown);
    return matcher.find() ? Optional.of(hex(matcher.group(1))) : Optional.empty();
  }

  private static Optional<Long> last(String shown) {
    Optional<Long> last = Optional.empty();
    Matcher matcher = HEX.matcher(shown);
    while (matcher.find()) {
      last = Optional.of(hex(matcher.group(1)));
    }
    return last;
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }
}
