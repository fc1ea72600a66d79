package org.umbriel.shadow.link;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The references in a class file's constant pool (JVMS 4.4), read when an error is explained. */
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;

  private final int[] tags;
  private final int[] first;
  private final int[] second;
  private final String[] texts;

  private ConstantPool(DataInputStream in) throws IOException {
    in.readInt();
    in.readInt();
    int count = in.readUnsignedShort();
    tags = new int[count];
    first = new int[count];
    second = new int[count];
    texts = new String[count];
    for (int i = 1; i < count; i++) {
      tags[i] = in.readUnsignedByte();
      i += readEntry(in, i);
    }
  }

  /** Returns how many indices the entry takes beyond its own. */
  private int readEntry(DataInputStream in, int i) throws IOException {
    switch (tags[i]) {
      case UTF8:
        texts[i] = in.readUTF();
        return 0;
      case 5:
      case 6:
        in.readLong();
        return 1;
      case CLASS:
      case 8:
      case 16:
      case 19:
      case 20:
        first[i] = in.readUnsignedShort();
        return 0;
      case 15:
        in.readUnsignedByte();
        in.readUnsignedShort();
        return 0;
      default:
        first[i] = in.readUnsignedShort();
        second[i] = in.readUnsignedShort();
        return 0;
    }
  }

  /** Everything that a class refers to, members before classes. */
  static List<Fact> facts(Class<?> user) throws IOException {
    String file = user.getName().substring(user.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = user.getResourceAsStream(file)) {
      return in == null ? new ArrayList<>() : new ConstantPool(new DataInputStream(in)).facts();
    }
  }

  private List<Fact> facts() {
    List<Fact> classes = new ArrayList<>();
    List<Fact> members = new ArrayList<>();
    for (int i = 1; i < tags.length; i++) {
      if (tags[i] == CLASS) {
        classes.add(new Fact(Fact.Kind.CLASS, texts[first[i]], "", "", ""));
      } else if (tags[i] == FIELD) {
        members.add(member(Fact.Kind.FIELD, i));
      } else if (tags[i] == METHOD) {
        members.add(member(Fact.Kind.METHOD, i));
      } else if (tags[i] == INTERFACE_METHOD) {
        members.add(member(Fact.Kind.METHOD, i));
      }
    }
    members.addAll(classes);
    return members;
  }

  private Fact member(Fact.Kind kind, int i) {
    int nameAndType = second[i];
    String owner = texts[first[first[i]]];
    return new Fact(kind, owner, texts[first[nameAndType]], texts[second[nameAndType]], "");
  }
}
