package org.umbriel.metadata.describe;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.LineRow;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.AttributeValue.Flag;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;

/**
 * Entries as JSON for programs, schema {@code umbriel-describe/1}: one object, in which each entry
 * of the top level has a line of its own. Call {@link #start}, {@link #print} for each unit, {@link
 * #end}.
 */
public final class JsonPrinter {
  private final Appendable out;
  private final TypeNames types;
  private boolean first = true;

  /** The unit and the method that are being printed: what the ids of check sites start with. */
  private String unitName = "";

  private String method = "";

  public JsonPrinter(DebugInformation information, Appendable out) {
    this(new EntryIndex(information), out);
  }

  /** For the units of a file, which are read as they are printed. */
  public JsonPrinter(DwarfReader reader, Appendable out) {
    this(new EntryIndex(reader), out);
  }

  private JsonPrinter(EntryIndex index, Appendable out) {
    this.out = out;
    this.types = new TypeNames(index);
  }

  /** A printer that goes on where this one is, with the entries of another file. */
  public JsonPrinter continuedFor(DwarfReader reader) {
    JsonPrinter printer = new JsonPrinter(reader, out);
    printer.first = first;
    first = false;
    return printer;
  }

  /**
   * @param claim where the check sites' verdicts come from, if that is the artifact itself
   */
  public void start(Optional<String> claim) throws IOException {
    out.append("{\"schema\": \"umbriel-describe/1\", \"claim\": ");
    if (claim.isPresent()) {
      string(claim.get());
    } else {
      out.append("null");
    }
    out.append(", \"entries\": [");
  }

  public void end() throws IOException {
    out.append("\n]}\n");
  }

  /** Prints a unit of the information that this printer was made for. */
  public void print(Unit unit) throws IOException {
    out.append(first ? "\n" : ",\n");
    first = false;
    unitName = unit.root().text(AttributeName.NAME).orElse("");
    entry(unit.root(), new UnitLines(unit.lines()));
  }

  /** Prints one entry of a unit, with all below it, as an entry of the top level. */
  public void print(Entry entry, Optional<LineTable> lines) throws IOException {
    out.append(first ? "\n" : ",\n");
    first = false;
    entry(entry, new UnitLines(lines));
  }

  private void entry(Entry entry, UnitLines lines) throws IOException {
    out.append("{\"tag\": ");
    string(shortName(entry.tag().shortName()));
    out.append(", \"name\": ");
    Optional<String> name = entry.text(AttributeName.NAME);
    if (name.isPresent()) {
      string(name.get());
    } else {
      out.append("null");
    }
    out.append(", \"address\": ");
    OptionalLong address = entry.address(AttributeName.LOW_PC);
    if (address.isPresent()) {
      string(AttributeText.hexadecimal(address.getAsLong()));
    } else {
      out.append("null");
    }
    attributes(entry);
    if (entry.tag().equals(Tag.COMPILE_UNIT) && lines.file(0).isPresent()) {
      out.append(", \"file\": ");
      string(lines.file(0).get());
    }
    if (entry.tag().equals(Tag.SUBPROGRAM)) {
      method = unitName.replace('.', '/') + "." + entry.text(AttributeName.LINKAGE_NAME).orElse("");
      rows(entry, lines);
    }
    if (entry.tag().equals(Tag.UMBRIEL_CHECK_SITE)) {
      out.append(", \"id\": ");
      string(method + "#" + SiteText.localId(entry, types));
    }
    children(entry.children(), lines);
    out.append('}');
  }

  private void attributes(Entry entry) throws IOException {
    out.append(", \"attributes\": {");
    String separator = "";
    for (Attribute attribute : entry.attributes()) {
      out.append(separator);
      string(shortName(attribute.name().shortName()));
      out.append(": ");
      value(attribute);
      separator = ", ";
    }
    out.append('}');
  }

  /** Numbers and flags as such, codes by name, everything else as text. */
  private void value(Attribute attribute) throws IOException {
    AttributeName name = attribute.name();
    AttributeValue value = attribute.value();
    String text = value.accept(new AttributeText(name, types));
    boolean isNumber =
        value instanceof Constant constant && name.valueCode(constant.value()).isEmpty();
    if (isNumber || value instanceof Flag) {
      out.append(text);
    } else {
      string(text);
    }
  }

  private void rows(Entry subprogram, UnitLines lines) throws IOException {
    out.append(", \"lines\": [");
    Iterator<LineRow> rows = lines.of(subprogram).iterator();
    while (rows.hasNext()) {
      LineRow row = rows.next();
      out.append("{\"address\": ");
      string(AttributeText.hexadecimal(row.address()));
      out.append(", \"file\": ");
      string(lines.file(row.file()).orElse("?"));
      out.append(", \"line\": ").append(Integer.toString(row.line())).append('}');
      out.append(rows.hasNext() ? ", " : "");
    }
    out.append(']');
  }

  private void children(List<Entry> children, UnitLines lines) throws IOException {
    out.append(", \"children\": [");
    String separator = "";
    for (Entry child : children) {
      out.append(separator);
      entry(child, lines);
      separator = ", ";
    }
    out.append(']');
  }

  private static String shortName(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void string(String text) throws IOException {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '"' || next == '\\') {
        out.append('\\').append(next);
      } else if (next < 0x20 || Character.isSurrogate(next) || next == 0x7f) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) next));
      } else {
        out.append(next);
      }
    }
    out.append('"');
  }
}
