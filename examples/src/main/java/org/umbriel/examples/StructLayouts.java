package org.umbriel.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.TreeSet;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.type.DataType.Structure;
import org.umbriel.metadata.dwarf.type.Member;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.dwarf.type.TypeText;
import org.umbriel.metadata.dwarf.type.Types;
import org.umbriel.metadata.entry.Tag;

/** Prints the layouts of a library's structures: {@code StructLayouts /lib/.../libc.so.6}. */
public final class StructLayouts {
  private StructLayouts() {}

  public static void main(String[] arguments) throws Exception {
    print(Program.open(Path.of(arguments[0])), System.out);
  }

  static void print(Program library, PrintStream out) throws Exception {
    var printed = new TreeSet<String>();
    for (Die die : library.all(Tag.STRUCTURE_TYPE)) {
      if (Types.of(die) instanceof Structure type && printed.add(type.name())) {
        out.printf("struct %s, %d bytes%n", type.name(), type.size().orElse(0));
        for (Member member : type.members()) {
          String declaration = TypeText.declaration(member.type(), member.name());
          String bits = member.isBitField() ? " : " + member.bitSize() : "";
          out.printf("  %4d  %s%s%n", member.offset(), declaration, bits);
        }
      }
    }
  }
}
