package org.umbriel.metadata.dwarf.differential;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.metadata.dwarf.frame.Architecture;
import org.umbriel.metadata.dwarf.frame.FrameAddress;
import org.umbriel.metadata.dwarf.frame.FrameDescription;
import org.umbriel.metadata.dwarf.frame.FrameRow;
import org.umbriel.metadata.dwarf.frame.FrameTable;
import org.umbriel.metadata.dwarf.frame.RegisterRule;
import org.umbriel.metadata.elf.MalformedObjectException;

/** Rows against those of {@code readelf --debug-dump=frames-interp}, of one section. */
public final class FrameComparison {
  private static final Pattern START =
      Pattern.compile("\\w+ \\w+ \\w+ FDE .*pc=(\\w+)\\.\\.(\\w+)");

  private FrameComparison() {}

  /** What a comparison found. */
  public record Result(int descriptions, int rows, List<String> differences) {}

  public static Result run(FrameTable table, BufferedReader output)
      throws IOException, MalformedObjectException {
    List<String> differences = new ArrayList<>();
    int rows = 0;
    String line = output.readLine();
    for (FrameDescription description : table.descriptions()) {
      while (line != null && !START.matcher(line).matches()) {
        line = output.readLine();
      }
      Matcher start = START.matcher(line == null ? "" : line);
      boolean same =
          start.matches()
              && Long.parseUnsignedLong(start.group(1), 16) == description.range().start()
              && Long.parseUnsignedLong(start.group(2), 16) == description.range().end();
      if (!same) {
        differences.add(description.range() + " against " + line);
        break;
      }
      line = output.readLine();
      if (line == null || !line.contains("LOC")) {
        continue; // readelf shows no rows of code without instructions of its own
      }
      String[] columns = line.strip().split(" +");
      line = output.readLine();
      for (FrameRow row : description.rows()) {
        rows++;
        if (line == null
            || !shown(row, columns)
                .equals(line.strip().replaceAll(" \\(r\\d+\\)", "").replaceAll(" +", " "))) {
          differences.add(shown(row, columns) + " against " + line);
        }
        line = output.readLine();
      }
    }
    return new Result(table.descriptions().size(), rows, differences);
  }

  private static String shown(FrameRow row, String[] columns) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%016x", row.address()));
    text.append(' ').append(shown(row.frameAddress()));
    for (int i = 2; i < columns.length; i++) {
      int register = Architecture.X86_64.registers().indexOf(columns[i]);
      RegisterRule rule = row.rules().get(register);
      text.append(' ').append(rule == null ? "u" : shown(rule));
    }
    return text.toString();
  }

  private static String shown(FrameAddress address) {
    if (address instanceof FrameAddress.RegisterOffset simple) {
      return Architecture.X86_64.register(simple.register()) + signed(simple.offset());
    }
    return "exp";
  }

  private static String shown(RegisterRule rule) {
    if (rule instanceof RegisterRule.Offset saved) {
      return "c" + signed(saved.offset());
    }
    if (rule instanceof RegisterRule.ValueOffset value) {
      return "v" + signed(value.offset());
    }
    if (rule instanceof RegisterRule.Register other) {
      return Architecture.X86_64.register(other.number());
    }
    if (rule instanceof RegisterRule.Expression) {
      return "exp";
    }
    if (rule instanceof RegisterRule.ValueExpression) {
      return "vexp";
    }
    return rule instanceof RegisterRule.SameValue ? "s" : "u";
  }

  private static String signed(long offset) {
    return (offset >= 0 ? "+" : "") + offset;
  }
}
