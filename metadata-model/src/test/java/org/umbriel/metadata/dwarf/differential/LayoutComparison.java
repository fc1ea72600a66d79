package org.umbriel.metadata.dwarf.differential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.type.DataType.Structure;
import org.umbriel.metadata.dwarf.type.Member;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.dwarf.type.Types;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Tag;

/** Layouts of a program's structures against what gdb's {@code ptype /o} says of them. */
public final class LayoutComparison {
  private static final Pattern MEMBER =
      Pattern.compile("/\\* +(\\d+)?(?:: *(\\d+))? +(?:\\| +(\\d+) )?\\*/( +)(.*)");
  private static final Pattern TOTAL =
      Pattern.compile(" */\\* total size \\(bytes\\): +(\\d+) \\*/");
  private static final Pattern NAME =
      Pattern.compile("(\\w+)(?:\\)\\(.*\\)|\\[[0-9]*\\])*(?: : \\d+)?;$");
  private static final String MARK = "=== ";

  private LayoutComparison() {}

  /** What a comparison found: a line for each structure that differs. */
  public record Result(int structures, int members, List<String> differences) {}

  /**
   * What gdb does not find by its name is not compared: types in split units, in what dwz shared,
   * and in classes that are only declared.
   *
   * @param most how many structures are looked for, chosen by the seed
   */
  public static Result run(Program program, Path file, int most, long seed)
      throws IOException, InterruptedException, MalformedObjectException {
    Map<String, String> ours = chosen(ourLayouts(program), most, seed);
    Map<String, String> theirs = layoutsOfGdb(file, ours.keySet());
    List<String> differences = new ArrayList<>();
    int structures = 0;
    int members = 0;
    for (Map.Entry<String, String> each : ours.entrySet()) {
      String other = theirs.getOrDefault(each.getKey(), "");
      if (!other.isEmpty()) {
        structures++;
        members += each.getValue().split("\n").length - 1;
        if (!other.equals(each.getValue())) {
          differences.add(each.getKey() + ":\nours\n" + each.getValue() + "gdb\n" + other);
        }
      }
    }
    return new Result(structures, members, differences);
  }

  private static Map<String, String> chosen(Map<String, String> all, int most, long seed) {
    List<String> names = new ArrayList<>(all.keySet());
    Collections.shuffle(names, new Random(seed));
    Map<String, String> chosen = new TreeMap<>();
    names.stream().limit(most).forEach(name -> chosen.put(name, all.get(name)));
    return chosen;
  }

  /** Structures whose name stands for one layout only, since gdb shows but one. */
  private static Map<String, String> ourLayouts(Program program)
      throws IOException, MalformedObjectException {
    Map<String, Optional<String>> found = new TreeMap<>();
    for (Tag tag : List.of(Tag.STRUCTURE_TYPE, Tag.UNION_TYPE)) {
      for (Die die : program.all(tag)) {
        Optional<Die> parent = die.parent();
        boolean atTop = parent.isPresent() && parent.get().tag().shortName().endsWith("_unit");
        if (atTop
            && die.name().filter(name -> name.matches("\\w+")).isPresent()
            && Types.of(die) instanceof Structure structure) {
          String name = structure.kind().word() + " " + structure.name();
          String layout = layout(structure, bases(die));
          found.merge(name, Optional.of(layout), (a, b) -> a.equals(b) ? a : Optional.empty());
        }
      }
    }
    Map<String, String> layouts = new TreeMap<>();
    found.forEach((name, layout) -> layout.ifPresent(text -> layouts.put(name, text)));
    return layouts;
  }

  private static int bases(Die die) throws MalformedObjectException {
    int count = 0;
    for (Die child : die.children()) {
      count += child.tag().equals(Tag.INHERITANCE) ? 1 : 0;
    }
    return count;
  }

  /**
   * @param bases how many of the members are base classes, which gdb does not show, as it does not
   *     show pointers to tables of virtual functions
   */
  private static String layout(Structure structure, int bases) throws MalformedObjectException {
    int skipped = 0;
    boolean isUnion = structure.kind() == Structure.Kind.UNION;
    StringBuilder text = new StringBuilder();
    for (Member member : structure.members()) {
      boolean isBase = member.name().isEmpty() && skipped < bases;
      skipped += isBase ? 1 : 0;
      if (isBase || member.name().startsWith("_vptr")) {
        continue;
      }
      long size = member.type().isPresent() ? Types.size(member.type().get()).orElse(0) : 0;
      long offset = member.offset();
      String bit = "";
      if (member.isBitField()) {
        offset = member.bitOffset() / 8;
        bit = ":" + member.bitOffset() % 8;
      }
      text.append(isUnion ? "0" : offset + bit).append(' ').append(size).append(' ');
      text.append(member.name()).append('\n');
    }
    return text.append("total ").append(structure.size().orElse(0)).append('\n').toString();
  }

  private static Map<String, String> layoutsOfGdb(Path file, Iterable<String> names)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gdb", "-nx", "-q", "-batch"));
    command.addAll(List.of("-ex", "set pagination off", "-ex", "set max-value-size unlimited"));
    for (String name : names) {
      // an error ends a script, but not the commands that follow
      command.addAll(List.of("-ex", "echo " + MARK + name + "\\n", "-ex", "ptype /o " + name));
    }
    command.addAll(
        List.of("-iex", "set debug-file-directory " + directories(file), file.toString()));
    Process gdb =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(gdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    gdb.waitFor();
    return parse(output);
  }

  /** Where gdb looks for what dwz shared: in the folders of the file too, if it lies unpacked. */
  private static String directories(Path file) {
    return unpacked(file) + "/usr/lib/debug";
  }

  /** The folder that a file of a package was unpacked to; empty if it is installed. */
  static String unpacked(Path file) {
    String path = file.toAbsolutePath().normalize().toString();
    int installed = path.indexOf("/usr/lib/debug/");
    return installed > 0 ? path.substring(0, installed) : "";
  }

  private static Map<String, String> parse(String output) {
    Map<String, String> layouts = new TreeMap<>();
    for (String part : output.split("(?m)^" + MARK)) {
      int end = part.indexOf('\n');
      if (end > 0) {
        layouts.put(part.substring(0, end), layoutOf(part.substring(end + 1)));
      }
    }
    return layouts;
  }

  /** The members at the first level; of a structure in it the name stands behind its end. */
  private static String layoutOf(String shown) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    String opened = "";
    for (String line : shown.split("\n")) {
      Matcher total = TOTAL.matcher(line);
      Matcher member = MEMBER.matcher(line);
      String rest = line.replaceFirst("^/\\*.*?\\*/", "").strip();
      if (total.matches()) {
        if (depth == 1) {
          text.append("total ").append(total.group(1)).append('\n');
        }
      } else if (rest.startsWith("type = ")) {
        depth = 1;
      } else if (rest.startsWith("}")) {
        depth--;
        if (depth == 1) {
          text.append(opened).append(name(rest)).append('\n');
        }
      } else if (member.matches()) {
        boolean isUnion = member.group(3) == null;
        String offset = isUnion ? "0" : member.group(1);
        String bit = member.group(2) == null ? "" : ":" + member.group(2);
        String head = offset + bit + " " + member.group(isUnion ? 1 : 3) + " ";
        if (rest.endsWith("{")) {
          depth++;
          opened = depth == 2 ? head : opened;
        } else if (depth == 1) {
          text.append(head).append(name(rest)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static String name(String declaration) {
    Matcher matcher = NAME.matcher(declaration);
    return matcher.find() ? matcher.group(1) : "";
  }
}
