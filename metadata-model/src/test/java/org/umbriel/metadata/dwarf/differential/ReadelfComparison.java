package org.umbriel.metadata.dwarf.differential;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.EntryCursor;
import org.umbriel.metadata.dwarf.read.RawAttribute;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeValue.Text;
import org.umbriel.metadata.entry.Tag;

/**
 * Against the output of {@code readelf --debug-dump=info --debug-dump=no-follow-links}. Of strings
 * and lists with an index only the index is compared: readelf 2.40 looks some of them up from the
 * wrong base.
 */
public final class ReadelfComparison extends Comparison {
  private static final Pattern UNIT = Pattern.compile("  Compilation Unit @ offset (0x)?(\\w+):");
  private static final Pattern INDEXED =
      Pattern.compile(
          "\\((?:index|indexed string|offset|addr_index|index): (0x)?(\\w+)\\):? ?(.*)",
          Pattern.DOTALL);

  /** Names that readelf shortens. */
  private static final Map<String, String> SHORT_TAGS =
      Map.of(
          "DW_TAG_template_type_parameter", "DW_TAG_template_type_param",
          "DW_TAG_template_value_parameter", "DW_TAG_template_value_param",
          "DW_TAG_namelist_item", "DW_TAG_namelist_items");

  private final BufferedReader output;

  public ReadelfComparison(DwarfReader reader, BufferedReader output) {
    super(reader);
    this.output = output;
  }

  /** Runs the comparison to its end. */
  public Result run() throws Exception {
    return compare();
  }

  @Override
  String nextLine() throws IOException {
    while (true) {
      String line = output.readLine();
      if (line == null) {
        return "";
      }
      boolean isEnd = line.endsWith(": Abbrev Number: 0");
      if (!isEnd
          && (line.startsWith(" <") || line.startsWith("    <") || line.startsWith("  Comp"))) {
        return line;
      }
    }
  }

  @Override
  boolean isUnit(String line, UnitReader unit) {
    Matcher matcher = UNIT.matcher(line);
    return matcher.matches() && Long.parseLong(matcher.group(2), 16) == unit.offset().value();
  }

  @Override
  boolean isEntry(String line, EntryCursor cursor) {
    String start =
        String.format(
            Locale.ROOT,
            " <%d><%x>: Abbrev Number: %d (",
            cursor.depth(),
            cursor.offset().value(),
            cursor.code());
    Tag tag = cursor.tag();
    String name = SHORT_TAGS.getOrDefault(tag.fullName(), tag.fullName());
    return line.startsWith(start)
        && (line.startsWith(name + ")", start.length())
            || (line.startsWith("U", start.length())
                && line.endsWith(Integer.toHexString(tag.value()) + ")")));
  }

  @Override
  String difference(String line, RawAttribute ours, UnitReader unit)
      throws MalformedObjectException {
    int offsetEnd = line.indexOf('>');
    int colon = line.indexOf(':', offsetEnd);
    if (offsetEnd < 0 || colon < 0) {
      return "not an attribute";
    }
    if (Long.parseLong(line.substring(line.indexOf('<') + 1, offsetEnd), 16) != ours.offset()) {
      return "stands elsewhere";
    }
    String name = line.substring(offsetEnd + 1, colon).strip();
    boolean isUnknown = name.startsWith("Unknown AT value");
    if (isUnknown) {
      colon = line.indexOf(':', colon + 1);
    } else if (!name.equals(ours.name().fullName())) {
      return "has another name";
    }
    String value = line.substring(Math.min(colon + 2, line.length()));
    return agrees(value, ours, unit) ? "" : "has another value";
  }

  private static boolean agrees(String value, RawAttribute ours, UnitReader unit)
      throws MalformedObjectException {
    return switch (ours.form()) {
      case STRING -> value.equals(text(ours, unit).split("\n", 2)[0]);
      case STRP, LINE_STRP, STRP_SUP, GNU_STRP_ALT -> agreesOnText(value, ours, unit);
      case STRX, STRX1, STRX2, STRX3, STRX4, GNU_STR_INDEX -> {
        Matcher matcher = INDEXED.matcher(value);
        yield matcher.matches() && Long.parseLong(matcher.group(2), 16) == ours.number();
      }
      case REF1, REF2, REF4, REF_UDATA -> agreesOnReference(value, ours, unit);
      case REF8 ->
          agreesOnReference(value, ours, unit) || number(value).equals(Optional.of(ours.number()));
      case REF_ADDR -> value.startsWith(String.format(Locale.ROOT, "<0x%x>", ours.number()));
      case GNU_REF_ALT, REF_SUP4, REF_SUP8 ->
          value.startsWith(String.format(Locale.ROOT, "<alt 0x%x>", ours.number()));
      case REF_SIG8 ->
          value.startsWith(String.format(Locale.ROOT, "signature: 0x%x", ours.number()));
      case BLOCK1, BLOCK2, BLOCK4, BLOCK, EXPRLOC, DATA16 -> agreesOnBlock(value, ours);
      case ADDRX, ADDRX1, ADDRX2, ADDRX3, ADDRX4, GNU_ADDR_INDEX, LOCLISTX, RNGLISTX -> {
        Matcher matcher = INDEXED.matcher(value);
        yield value.startsWith("(location list)")
            || (matcher.matches() && Long.parseLong(matcher.group(2), 16) == ours.number());
      }
      default -> number(value).equals(Optional.of(ours.number()));
    };
  }

  private static boolean agreesOnReference(String value, RawAttribute ours, UnitReader unit) {
    return value.startsWith(
        String.format(Locale.ROOT, "<0x%x>", unit.offset().value() + ours.number()));
  }

  private static String text(RawAttribute ours, UnitReader unit) throws MalformedObjectException {
    return unit.value(ours) instanceof Text text ? text.text() : "?";
  }

  /** {@code (indirect string, offset: 0x1a): int}. */
  private static boolean agreesOnText(String value, RawAttribute ours, UnitReader unit)
      throws MalformedObjectException {
    int offset = value.indexOf("offset: ");
    int end = value.indexOf(')', Math.max(offset, 0));
    if (offset < 0 || end < 0) {
      return false;
    }
    Optional<Long> number = number(value.substring(offset + 8, end));
    String rest = value.substring(end + 1).replaceFirst("^:? ?", "");
    boolean elsewhere = rest.isEmpty() && value.startsWith("(alt ");
    return number.equals(Optional.of(ours.number()))
        && (elsewhere || rest.equals(text(ours, unit)));
  }

  /** {@code 2 byte block: 91 6c (DW_OP_fbreg: -20)}. */
  private static boolean agreesOnBlock(String value, RawAttribute ours) {
    StringBuilder expected = new StringBuilder();
    expected.append(ours.bytes().size()).append(" byte block: ");
    for (byte each : ours.bytes().toArray()) {
      expected.append(Integer.toHexString(each & 0xff)).append(' ');
    }
    return value.startsWith(expected.toString())
        || value.startsWith("(DW_OP_")
        || value.isEmpty()
        || (ours.bytes().size() == 16 && value.startsWith("0x"));
  }

  private static Optional<Long> number(String value) {
    Matcher matcher = Pattern.compile("(-?)(0x)?([0-9a-f]+)\\b.*").matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseUnsignedLong(matcher.group(3), matcher.group(2) == null ? 10 : 16);
    return Optional.of(matcher.group(1).isEmpty() ? number : -number);
  }
}
