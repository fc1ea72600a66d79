package org.umbriel.metadata.describe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.LineRow;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.AttributeValue.Flag;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;

/**
 * Entries as an indented tree for people. Subprograms are followed by their rows of the line table;
 * attributes that repeat what stands there already are left out, and so are pointer and array types
 * ({@link JsonPrinter} has everything).
 */
public final class TextPrinter {
  private static final String GAP = "    ";

  /** Shown in another way, or of no use to a reader. */
  private static final Set<AttributeName> LEFT_OUT =
      Set.of(
          AttributeName.NAME,
          AttributeName.LINKAGE_NAME,
          AttributeName.TYPE,
          AttributeName.LOW_PC,
          AttributeName.HIGH_PC,
          AttributeName.DECL_FILE,
          AttributeName.DECL_LINE,
          AttributeName.LANGUAGE,
          AttributeName.USE_UTF8,
          AttributeName.OBJECT_POINTER,
          AttributeName.UMBRIEL_ACCESS,
          AttributeName.UMBRIEL_CLASS_DIGEST,
          AttributeName.UMBRIEL_TEST_SOURCE);

  /** Types that have no name of their own; they show where they are used. */
  private static final Set<Tag> DERIVED_TYPES = Set.of(Tag.POINTER_TYPE, Tag.ARRAY_TYPE);

  /** Of a check site, what its line says without the attributes' names. */
  private static final Set<AttributeName> SITE_LINE =
      Set.of(
          AttributeName.UMBRIEL_KIND,
          AttributeName.UMBRIEL_ORDINAL,
          AttributeName.UMBRIEL_DIGEST,
          AttributeName.UMBRIEL_INSTRUCTION,
          AttributeName.UMBRIEL_OPERAND,
          AttributeName.UMBRIEL_VERDICT,
          AttributeName.UMBRIEL_TIER,
          AttributeName.UMBRIEL_ASSUMPTION,
          AttributeName.UMBRIEL_REASON,
          AttributeName.UMBRIEL_DETAIL);

  private final Appendable out;
  private final TypeNames types;

  public TextPrinter(DebugInformation information, Appendable out) {
    this(new EntryIndex(information), out);
  }

  /** For the units of a file, which are read as they are printed. */
  public TextPrinter(DwarfReader reader, Appendable out) {
    this(new EntryIndex(reader), out);
  }

  private TextPrinter(EntryIndex index, Appendable out) {
    this.out = out;
    this.types = new TypeNames(index);
  }

  /** Prints a unit of the information that this printer was made for. */
  public void print(Unit unit) throws IOException {
    print(unit.root(), 0, new UnitLines(unit.lines()));
  }

  /** Prints one entry of a unit, with all below it. */
  public void print(Entry entry, Optional<LineTable> lines) throws IOException {
    print(entry, 0, new UnitLines(lines));
  }

  private void print(Entry entry, int depth, UnitLines lines) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(title(entry));
    if (entry.tag().equals(Tag.UMBRIEL_CHECK_SITE)) {
      addSite(entry, lines, parts);
    } else {
      addPlace(entry, lines, parts);
    }
    addOthers(entry, parts);
    line(depth, parts);
    if (entry.tag().equals(Tag.SUBPROGRAM)) {
      for (LineRow row : lines.of(entry)) {
        String position = lines.position(row.file(), row.line());
        line(depth + 1, List.of("line " + position, AttributeText.hexadecimal(row.address())));
      }
    }
    for (Entry child : entry.children()) {
      if (!DERIVED_TYPES.contains(child.tag())) {
        print(child, depth + 1, lines);
      }
    }
  }

  private void line(int depth, List<String> parts) throws IOException {
    out.append("  ".repeat(depth)).append(String.join(GAP, parts)).append('\n');
  }

  /** Tag, name and type: {@code formal_parameter chars : char[]}. */
  private String title(Entry entry) {
    StringBuilder title = new StringBuilder(entry.tag().shortName().toLowerCase(Locale.ROOT));
    Optional<String> name = entry.text(AttributeName.NAME);
    Optional<String> linkageName = entry.text(AttributeName.LINKAGE_NAME);
    linkageName
        .or(() -> name)
        .ifPresent(text -> title.append(' ').append(AttributeText.printable(text)));
    entry
        .reference(AttributeName.TYPE)
        .ifPresent(type -> title.append(" : ").append(AttributeText.printable(types.of(type))));
    return title.toString();
  }

  private static void addPlace(Entry entry, UnitLines lines, List<String> parts) {
    if (entry.tag().equals(Tag.COMPILE_UNIT)) {
      lines.file(0).map(AttributeText::printable).ifPresent(parts::add);
    }
    OptionalLong start = entry.address(AttributeName.LOW_PC);
    if (start.isPresent()) {
      parts.add("low_pc " + AttributeText.hexadecimal(start.getAsLong()));
    }
    OptionalLong end = UnitLines.end(entry);
    if (end.isPresent()) {
      parts.add("high_pc " + AttributeText.hexadecimal(end.getAsLong()));
    }
    declaration(entry, lines).ifPresent(parts::add);
  }

  private static Optional<String> declaration(Entry entry, UnitLines lines) {
    OptionalLong line = entry.constant(AttributeName.DECL_LINE);
    OptionalLong file = entry.constant(AttributeName.DECL_FILE);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        file.isPresent()
            ? AttributeText.printable(lines.position(file.getAsLong(), line.getAsLong()))
            : "line " + line.getAsLong());
  }

  /** {@code ARRAY_BOUNDS#0@3f9c 0x0000000300020011 C.java:214 proven facts}. */
  private void addSite(Entry site, UnitLines lines, List<String> parts) {
    parts.add(AttributeText.printable(SiteText.localId(site, types)));
    OptionalLong address = site.address(AttributeName.LOW_PC);
    parts.add(address.isPresent() ? AttributeText.hexadecimal(address.getAsLong()) : "no address");
    declaration(site, lines).ifPresent(parts::add);
    parts.add(
        site.text(AttributeName.UMBRIEL_VERDICT).map(AttributeText::printable).orElse("undecided"));
    for (AttributeName name :
        List.of(
            AttributeName.UMBRIEL_TIER,
            AttributeName.UMBRIEL_REASON,
            AttributeName.UMBRIEL_DETAIL)) {
      site.text(name).map(AttributeText::printable).ifPresent(parts::add);
    }
    site.text(AttributeName.UMBRIEL_ASSUMPTION)
        .ifPresent(
            term ->
                parts.add(
                    AssumptionTerm.explain(term).stream()
                        .map(AttributeText::printable)
                        .collect(Collectors.joining("; "))));
  }

  private void addOthers(Entry entry, List<String> parts) {
    boolean isSite = entry.tag().equals(Tag.UMBRIEL_CHECK_SITE);
    for (Attribute attribute : entry.attributes()) {
      AttributeName name = attribute.name();
      if (!LEFT_OUT.contains(name) && !(isSite && SITE_LINE.contains(name))) {
        String shown = shown(attribute);
        if (!shown.isEmpty()) {
          parts.add(AttributeText.printable(shown));
        }
      }
    }
  }

  /** A set flag by its name, a code by its value's name, others by both; a clear flag is empty. */
  private String shown(Attribute attribute) {
    AttributeName name = attribute.name();
    String text = attribute.value().accept(new AttributeText(name, types));
    if (attribute.value() instanceof Flag flag) {
      return flag.set() ? shortName(name) : "";
    }
    boolean speaksForItself =
        name.equals(AttributeName.LOCATION)
            || (attribute.value() instanceof Constant constant
                && name.valueCode(constant.value()).isPresent());
    return speaksForItself ? text : shortName(name) + " " + text;
  }

  private static String shortName(AttributeName name) {
    return name.shortName().toLowerCase(Locale.ROOT).replaceFirst("^umbriel_", "");
  }
}
