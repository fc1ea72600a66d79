package org.umbriel.benchmarks.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A library in C with variables, functions, blocks and locals of random types, each of which tells
 * Java its address and what an answer about it has to be.
 */
final class AddressCorpus {
  private static final String LIBRARY = "libcorpus.so";
  private static final String LOOK = "  f(\"%s\", \"%s\", (const char *) &%s + %d);%n";

  private final Random random;
  private final StringBuilder source = new StringBuilder();
  private final List<String> functions = new ArrayList<>();
  private int structures;

  AddressCorpus(long seed) {
    random = new Random(seed);
    source.append("#include <stdlib.h>\n#include <stdio.h>\n");
    source.append("typedef void look(const char *kind, const char *answer, const void *at);\n");
  }

  /** A type as C declares a variable of it, as answers write it, and its size. */
  private record Type(String declaration, String text, int size) {}

  private Type type() {
    int count = 1 + random.nextInt(9);
    return switch (random.nextInt(8)) {
      case 0 -> new Type("int %s", "int", 4);
      case 1 -> new Type("unsigned char %s", "unsigned char", 1);
      case 2 -> new Type("double %s", "double", 8);
      case 3 -> new Type("char *%s", "char *", 8);
      case 4 -> new Type("long %s[" + count + "]", "long int[" + count + "]", 8 * count);
      case 5 -> new Type("short %s[" + count + "]", "short int[" + count + "]", 2 * count);
      default -> structure();
    };
  }

  private Type structure() {
    String name = "s" + structures++;
    int longs = 1 + random.nextInt(4);
    int chars = 1 + random.nextInt(8);
    source.append(
        String.format(Locale.ROOT, "struct %s { long a[%d]; char b[%d]; };%n", name, longs, chars));
    return new Type("struct " + name + " %s", "struct " + name, 8 * longs + (chars + 7) / 8 * 8);
  }

  private static String answer(Type type, String name, int offset, String where) {
    String place = offset == 0 ? name : name + "+" + offset;
    return "variable " + type.text() + " " + place + " of " + where;
  }

  String write(int each) {
    StringBuilder all = new StringBuilder("void corpus(look *f) {\n");
    for (int i = 0; i < each; i++) {
      addVariable(i, all);
      addBlock(all);
      addFunction(i);
      all.append("  f").append(i).append("(f);\n");
      String code = i % 2 == 0 ? "f" + i : "f" + i + "+1";
      String at = "(const char *) f" + i + (i % 2 == 0 ? "" : " + 1");
      all.append(
          String.format(
              Locale.ROOT, "  f(\"code\", \"code of %s in %s\", %s);%n", code, LIBRARY, at));
    }
    functions.forEach(source::append);
    return source.append(all).append("}\n").toString();
  }

  private void addVariable(int number, StringBuilder all) {
    Type type = type();
    String name = "v" + number;
    String zeroed = random.nextBoolean() ? "" : " = { 0 }";
    String storage = random.nextBoolean() ? "static " : "";
    source.append(storage).append(String.format(Locale.ROOT, type.declaration(), name));
    source.append(zeroed.isEmpty() ? ";\n" : zeroed + ";\n");
    int offset = random.nextInt(type.size());
    String answer = answer(type, name, offset, LIBRARY);
    all.append(String.format(Locale.ROOT, LOOK, "static", answer, name, offset));
  }

  /** The answer about a block starts with its size, which is malloc's; so it is left out. */
  private void addBlock(StringBuilder all) {
    int size =
        random.nextInt(10) == 0 ? 200_000 + random.nextInt(1 << 20) : 1 + random.nextInt(900);
    int offset = random.nextInt(size);
    String answer = offset == 0 ? "" : ", at " + offset;
    all.append(
        String.format(
            Locale.ROOT,
            "  f(\"block\", \"%s\", (char *) malloc(%d) + %d);%n",
            answer,
            size,
            offset));
  }

  private void addFunction(int number) {
    StringBuilder body = new StringBuilder();
    StringBuilder looks = new StringBuilder();
    int locals = 1 + random.nextInt(4);
    for (int i = 0; i < locals; i++) {
      Type type = type();
      String name = "l" + i;
      body.append("  ").append(String.format(Locale.ROOT, type.declaration(), name)).append(";\n");
      int offset = random.nextInt(type.size());
      String answer = answer(type, name, offset, "f" + number + " in " + LIBRARY);
      looks.append(String.format(Locale.ROOT, LOOK, "stack", answer, name, offset));
    }
    functions.add(
        "void __attribute__((noinline)) f" + number + "(look *f) {\n" + body + looks + "}\n");
  }
}
