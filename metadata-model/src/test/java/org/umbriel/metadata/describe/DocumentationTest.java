package org.umbriel.metadata.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Code;
import org.umbriel.metadata.entry.Definition;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.entry.Vendor;

/** The tables of {@code docs/dwarf.md} are the tables of the code. */
class DocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "dwarf.md");

  @Test
  void tablesAreTheConstants() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `DW_")).toList();
    assertEquals(table(Tag.all()) + table(AttributeName.all()), String.join("\n", rows) + "\n");
  }

  private static String table(List<? extends Code> codes) {
    return codes.stream().map(DocumentationTest::row).collect(Collectors.joining());
  }

  private static String row(Code code) {
    Definition definition = code.definition().orElseThrow();
    return definition.vendor() == Vendor.UMBRIEL
        ? String.format(
            Locale.ROOT,
            "| `%s` | 0x%x | %s |%n",
            code.fullName(),
            code.value(),
            definition.meaning())
        : "";
  }
}
