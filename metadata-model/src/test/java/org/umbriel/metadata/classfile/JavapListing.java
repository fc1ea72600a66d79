package org.umbriel.metadata.classfile;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** What {@code javap -c -v -p} says about the methods of one class file, in their order. */
final class JavapListing {
  private static final Pattern FLAGS = Pattern.compile("    flags: \\(0x([0-9a-f]{4})\\).*");
  private static final Pattern INSTRUCTION =
      Pattern.compile(" +(\\d+): ([a-z_0-9]+)(?: +(?!//)([^/]*?))?(?: +// (.*))?");
  private static final Pattern MAXIMA = Pattern.compile(" +stack=(\\d+), locals=(\\d+), .*");
  private static final Pattern LINE = Pattern.compile(" +line (\\d+): (\\d+)");
  private static final Pattern HANDLER =
      Pattern.compile(" +(\\d+) +(\\d+) +(\\d+) +(?:any|Class (.*))");
  private static final Pattern VARIABLE =
      Pattern.compile(" +(\\d+) +(\\d+) +(\\d+) +(\\S+) +(\\S+)");

  private JavapListing() {}

  /** One method. */
  static final class Method {
    final String descriptor;
    int flags;
    int maxStack;
    int maxLocals;
    final List<Row> rows = new ArrayList<>();
    final TreeMap<Integer, Integer> lines = new TreeMap<>();
    final List<Handler> handlers = new ArrayList<>();
    final List<Variable> variables = new ArrayList<>();

    Method(String descriptor) {
      this.descriptor = descriptor;
    }
  }

  /**
   * An instruction.
   *
   * @param operand what stands behind the mnemonic; for switches {@code key: target} by commas
   * @param comment what stands behind the slashes
   */
  record Row(int index, String mnemonic, String operand, String comment) {}

  record Handler(int start, int end, int target, Optional<String> type) {}

  record Variable(int start, int length, int slot, String name, String descriptor) {}

  /**
   * Lists classes.
   *
   * @param files class files; the listings come in their order
   */
  static List<List<Method>> of(List<String> files) {
    StringWriter out = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("-c", "-v", "-p"));
    arguments.addAll(files);
    int code =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
    if (code != 0) {
      throw new AssertionError(out.toString().lines().limit(5).toList());
    }
    List<List<Method>> classes = new ArrayList<>();
    for (String listing : out.toString().split("(?m)^(?=Classfile )")) {
      if (!listing.isEmpty()) {
        classes.add(methods(listing.lines().iterator()));
      }
    }
    return classes;
  }

  private enum Section {
    NONE,
    CODE,
    HANDLERS,
    LINES,
    VARIABLES
  }

  private static List<Method> methods(Iterator<String> lines) {
    List<Method> methods = new ArrayList<>();
    Optional<Method> current = Optional.empty();
    Section section = Section.NONE;
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.equals("}")) {
        return methods;
      } else if (line.startsWith("    descriptor: ")) {
        String descriptor = line.substring("    descriptor: ".length());
        current = Optional.of(new Method(descriptor));
        section = Section.NONE;
        if (descriptor.startsWith("(")) {
          methods.add(current.get());
        }
      } else if (current.isPresent()) {
        section = sectionOf(line).orElse(section);
        read(line, section, current.get(), lines);
      }
    }
    return methods;
  }

  private static Optional<Section> sectionOf(String line) {
    return switch (line.strip()) {
      case "Code:" -> Optional.of(Section.CODE);
      case "Exception table:" -> Optional.of(Section.HANDLERS);
      case "LineNumberTable:" -> Optional.of(Section.LINES);
      case "LocalVariableTable:" -> Optional.of(Section.VARIABLES);
      default ->
          line.matches(" {4,6}[A-Z][A-Za-z]+:.*") ? Optional.of(Section.NONE) : Optional.empty();
    };
  }

  private static void read(String line, Section section, Method method, Iterator<String> rest) {
    switch (section) {
      case NONE -> {
        Matcher flags = FLAGS.matcher(line);
        if (flags.matches()) {
          method.flags = Integer.parseInt(flags.group(1), 16);
        }
      }
      case CODE -> readCode(line, method, rest);
      case HANDLERS -> {
        Matcher row = HANDLER.matcher(line);
        if (row.matches()) {
          method.handlers.add(
              new Handler(
                  number(row, 1),
                  number(row, 2),
                  number(row, 3),
                  Optional.ofNullable(row.group(4))));
        }
      }
      case LINES -> {
        Matcher row = LINE.matcher(line);
        if (row.matches()) {
          method.lines.put(number(row, 2), number(row, 1));
        }
      }
      case VARIABLES -> {
        Matcher row = VARIABLE.matcher(line);
        if (row.matches()) {
          method.variables.add(
              new Variable(
                  number(row, 1), number(row, 2), number(row, 3), row.group(4), row.group(5)));
        }
      }
    }
  }

  private static void readCode(String line, Method method, Iterator<String> rest) {
    Matcher maxima = MAXIMA.matcher(line);
    if (maxima.matches()) {
      method.maxStack = number(maxima, 1);
      method.maxLocals = number(maxima, 2);
      return;
    }
    Matcher row = INSTRUCTION.matcher(line);
    if (!row.matches()) {
      return;
    }
    String operand = Optional.ofNullable(row.group(3)).orElse("");
    if (row.group(2).endsWith("switch")) {
      operand = switchRows(rest);
    }
    method.rows.add(
        new Row(
            number(row, 1),
            row.group(2),
            operand.strip(),
            Optional.ofNullable(row.group(4)).orElse("")));
  }

  /** {@code 1: 40} lines up to the closing brace. */
  private static String switchRows(Iterator<String> lines) {
    List<String> rows = new ArrayList<>();
    for (String line = lines.next(); !line.strip().equals("}"); line = lines.next()) {
      rows.add(line.strip());
    }
    return String.join(",", rows);
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
