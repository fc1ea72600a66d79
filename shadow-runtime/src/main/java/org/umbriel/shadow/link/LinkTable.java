package org.umbriel.shadow.link;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The facts that one rewritten jar checks when it runs, by their numbers. Code holds only numbers;
 * the texts lie in a resource beside the runtime, so that equal parts of them stand there once.
 *
 * <p>The resource has the number of class names and the names; the number of facts and, for each,
 * the number of the class that relies on it, and a text. Numbers have four bytes, those of classes
 * two, texts are in modified UTF-8 behind their length of two bytes. A text is {@link
 * Fact#encoded}; if it is empty, the fact is of kind {@link Fact.Kind#SAME}: its digest in eight
 * bytes follows, the number of its classes and their numbers. At the end stand, in two bytes, how
 * many packages the jar's indexes are about, and for each its name and the CRC-32 of its index.
 */
public final class LinkTable {
  /** The resource's name, in the runtime's own package. */
  public static final String RESOURCE = "links";

  private static final int SAME_HEADER = 10;

  private final byte[] bytes;
  private final int[] names;
  private final int[] rows;
  private final Map<String, Integer> packages;

  private LinkTable(byte[] bytes) throws IOException {
    this.bytes = bytes;
    names = new int[count(0)];
    int at = 4;
    for (int i = 0; i < names.length; i++) {
      names[i] = at;
      at += 2 + shortAt(at);
    }
    rows = new int[count(at)];
    at += 4;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = at;
      int text = shortAt(at + 2);
      at += 4 + text;
      at += text == 0 ? SAME_HEADER + 2 * shortAt(at + 8) : 0;
    }
    if (at > bytes.length) {
      throw new IOException("cut short");
    }
    packages = at == bytes.length ? new HashMap<>() : readPackages(from(at));
  }

  private static Map<String, Integer> readPackages(DataInputStream in) throws IOException {
    Map<String, Integer> packages = new HashMap<>();
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      String name = in.readUTF();
      packages.put(name, in.readInt());
    }
    return packages;
  }

  private int count(int at) throws IOException {
    int count = shortAt(at) << 16 | shortAt(at + 2);
    if (count < 0 || count > bytes.length / 2) {
      throw new IOException("a count of " + count);
    }
    return count;
  }

  private int shortAt(int at) throws IOException {
    if (at + 2 > bytes.length) {
      throw new IOException("cut short");
    }
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  /**
   * Reads a table.
   *
   * @throws IOException if it is none, or cut short
   */
  static LinkTable read(byte[] bytes) throws IOException {
    return new LinkTable(bytes);
  }

  /** The packages of the jar's classes, with dots, and the CRC-32 of their indexes. */
  Map<String, Integer> packages() {
    return packages;
  }

  /** Whether a fact is of kind {@link Fact.Kind#SAME}. */
  boolean isComparison(int number) {
    int text = rows[number] + 2;
    return bytes[text] == 0 && bytes[text + 1] == 0;
  }

  int size() {
    return rows.length;
  }

  /** The internal name of the class that relies on a fact. */
  String user(int number) throws IOException {
    return name(shortAt(rows[number]));
  }

  Fact fact(int number) throws IOException {
    int at = rows[number] + 2;
    String text = from(at).readUTF();
    return text.isEmpty() ? same(at + 2) : Fact.parse(text);
  }

  private Fact same(int at) throws IOException {
    DataInputStream data = from(at);
    String digest = Long.toHexString(data.readLong());
    String[] owners = new String[data.readUnsignedShort()];
    for (int i = 0; i < owners.length; i++) {
      owners[i] = name(data.readUnsignedShort());
    }
    return new Fact(Fact.Kind.SAME, String.join(";", owners), digest, "", "");
  }

  private String name(int number) throws IOException {
    if (number >= names.length) {
      throw new IOException("no class " + number);
    }
    return from(names[number]).readUTF();
  }

  private DataInputStream from(int at) {
    return new DataInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at));
  }
}
