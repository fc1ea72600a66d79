package org.umbriel.rewriter.link;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.zip.CRC32;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.rewriter.pipeline.ClientRuntime;
import org.umbriel.shadow.link.Fact;
import org.umbriel.shadow.link.LinkTable;
import org.umbriel.shadow.link.MemberIndex;

/**
 * The checks of one artifact, numbered as they are asked for: the code that makes one, and the
 * table that says what it is about.
 */
final class LinkChecks {
  private static final int MOST_NAMES = 65_535;
  private static final int MOST_PACKAGES = 65_535;
  private static final int LONGEST_TEXT = 65_535;
  private static final int MOST_BYTES_A_CHARACTER = 3;

  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream rows = new DataOutputStream(bytes);
  private int count;

  /** The number of a new check; nothing if it is too long for the table, or the table is full. */
  Optional<Integer> number(ClassUnit user, Fact fact) {
    String text = fact.encoded();
    if (text.length() * MOST_BYTES_A_CHARACTER > LONGEST_TEXT || names.size() == MOST_NAMES) {
      return Optional.empty();
    }
    try {
      rows.writeShort(name(user.name()));
      rows.writeUTF(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Optional.of(count++);
  }

  /**
   * The number of a new comparison; nothing if the table is full.
   *
   * @param classes internal names
   * @param digest what their digests make together
   */
  Optional<Integer> number(ClassUnit user, SortedSet<String> classes, long digest) {
    if (names.size() + classes.size() >= MOST_NAMES) {
      return Optional.empty();
    }
    try {
      rows.writeShort(name(user.name()));
      rows.writeUTF("");
      rows.writeLong(digest);
      rows.writeShort(classes.size());
      for (String name : classes) {
        rows.writeShort(name(name));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Optional.of(count++);
  }

  private int name(String name) {
    return names.computeIfAbsent(name, n -> names.size());
  }

  /** Makes a check: {@code ... -> ...}. */
  static List<Instruction> code(ClientRuntime runtime, int number) {
    return List.of(Instruction.PushConstant.number(number), call(runtime.checkLink()));
  }

  /** Makes a check unless null is on top: {@code ..., reference -> ..., reference}. */
  static List<Instruction> codeUnlessNull(ClientRuntime runtime, int number) {
    return List.of(
        new Instruction.StackOperation(Opcode.DUP),
        Instruction.PushConstant.number(number),
        call(runtime.checkLinkUnlessNull()));
  }

  static Instruction call(MethodReference method) {
    return new Instruction.Invoke(Opcode.INVOKESTATIC, method, false);
  }

  /**
   * The table, as the runtime looks for it; nothing if no check was asked for.
   *
   * @param indexes of the artifact's packages
   */
  Optional<Entry> table(ClientRuntime runtime, List<Entry> indexes) {
    if (count == 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(table);
    try {
      out.writeInt(names.size());
      for (String name : names.keySet()) {
        out.writeUTF(name);
      }
      out.writeInt(count);
      bytes.writeTo(out);
      List<Entry> named = indexes.size() > MOST_PACKAGES ? List.of() : indexes;
      out.writeShort(named.size());
      for (Entry index : named) {
        CRC32 crc = new CRC32();
        crc.update(index.content());
        out.writeUTF(MemberIndex.packageOf(index.path()));
        out.writeInt((int) crc.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Optional.of(
        Entry.of(runtime.packageName() + "/" + LinkTable.RESOURCE, table.toByteArray()));
  }
}
