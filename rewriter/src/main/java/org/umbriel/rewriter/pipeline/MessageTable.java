package org.umbriel.rewriter.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.shadow.explain.Messages;

/**
 * The texts of the checks that throw with a message; {@link Messages} has their form. Code holds
 * only numbers, so that a check costs no constant of its class.
 */
public final class MessageTable {
  private static final int LONGEST_TEXT = 400;

  private final Map<List<String>, Integer> rows = new LinkedHashMap<>();

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Pushes the number of some texts: {@code ... -> ..., number}. Long ones are cut. */
  public Instruction push(List<String> texts) {
    List<String> row = texts.stream().map(MessageTable::cut).toList();
    Integer known = rows.get(row);
    int number = known == null ? rows.size() : known;
    rows.putIfAbsent(row, number);
    return Instruction.PushConstant.number(number);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
  }

  /** The table, as the runtime looks for it; nothing if there are no texts. */
  public Optional<Entry> entry(ClientRuntime runtime) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(rows.size());
      for (List<String> row : rows.keySet()) {
        out.writeByte(row.size());
        for (String text : row) {
          out.writeUTF(text);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Optional.of(
        Entry.of(runtime.packageName() + "/" + Messages.RESOURCE, bytes.toByteArray()));
  }
}
