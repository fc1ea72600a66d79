package org.umbriel.symexec.compete;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.explore.Value;
import org.umbriel.symexec.explore.machine.Input;

/**
 * Inputs for trials: small numbers, random ones, and the constants that stand in the program, with
 * what is near them. The same in every run.
 */
final class GuessedInputs {
  private static final int MOST_CONSTANTS = 2_000;
  private static final int LONGEST = 40;

  private static final String SOME_LETTERS = "abcxyzABCXYZ0123456789 .,-_<>/'\"\n";

  private final List<Long> integers = new ArrayList<>();
  private final List<Double> numbers = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final Random random = new Random(7);

  GuessedInputs(List<ClassUnit> program) {
    Set<Long> someIntegers = new LinkedHashSet<>(List.of(0L, 1L, -1L));
    Set<Double> someNumbers = new LinkedHashSet<>(List.of(0.0, 1.0, -1.0, 0.5, 100.0));
    Set<String> someTexts = new LinkedHashSet<>(List.of("", "a"));
    for (ClassUnit unit : program) {
      for (MethodCode method : unit.methods()) {
        for (Instruction instruction : method.hasCode() ? method.instructions() : NONE) {
          if (instruction instanceof Instruction.PushConstant push) {
            add(push.constant(), someIntegers, someNumbers, someTexts);
          } else if (instruction instanceof Instruction.Switch table) {
            table.keys().forEach(key -> someIntegers.add((long) key));
          }
        }
      }
    }
    someIntegers.stream().limit(MOST_CONSTANTS).forEach(integers::add);
    someNumbers.stream().limit(MOST_CONSTANTS).forEach(numbers::add);
    someTexts.stream().limit(MOST_CONSTANTS).forEach(texts::add);
    integers.forEach(integer -> numbers.add((double) integer));
  }

  private static final List<Instruction> NONE = List.of();

  private static void add(
      Constant constant, Set<Long> integers, Set<Double> numbers, Set<String> texts) {
    if (constant instanceof Constant.IntConstant i) {
      integers.add((long) i.value());
    } else if (constant instanceof Constant.LongConstant l) {
      integers.add(l.value());
    } else if (constant instanceof Constant.FloatConstant f) {
      numbers.add((double) f.value());
    } else if (constant instanceof Constant.DoubleConstant d) {
      numbers.add(d.value());
    } else if (constant instanceof Constant.StringConstant s) {
      texts.add(s.value());
    }
  }

  /** A value for an input. */
  Value next(Input.Kind kind) {
    return switch (kind) {
      case ARGUMENTS -> new Value(kind, random.nextInt(5), "");
      case BOOLEAN -> new Value(kind, random.nextInt(2), "");
      case BYTE -> new Value(kind, (byte) integer(), "");
      case CHAR -> new Value(kind, character(), "");
      case SHORT -> new Value(kind, (short) integer(), "");
      case INT -> new Value(kind, (int) integer(), "");
      case LONG -> new Value(kind, integer(), "");
      case FLOAT -> new Value(kind, Float.floatToIntBits((float) number()), "");
      case DOUBLE -> new Value(kind, Double.doubleToLongBits(number()), "");
      case STRING -> new Value(kind, 0, text());
    };
  }

  private long integer() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> random.nextInt(13) - 2;
      case 4, 5, 6 -> integers.get(random.nextInt(integers.size())) + random.nextInt(3) - 1;
      case 7 -> (1L << random.nextInt(64)) - random.nextInt(2);
      case 8 -> random.nextInt(2_001) - 1_000;
      default -> random.nextLong();
    };
  }

  private double number() {
    double constant = numbers.get(random.nextInt(numbers.size()));
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(13) - 2;
      case 1 -> constant;
      case 2 -> constant + random.nextGaussian();
      case 3 -> constant * random.nextDouble();
      case 4 -> random.nextGaussian() * 1_000;
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }

  private char character() {
    String text = random.nextBoolean() ? texts.get(random.nextInt(texts.size())) : SOME_LETTERS;
    return text.isEmpty() ? ' ' : text.charAt(random.nextInt(text.length()));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(4);
    for (int i = 0; i < pieces && text.length() < LONGEST; i++) {
      text.append(piece());
    }
    return text.toString();
  }

  private String piece() {
    String text = texts.get(random.nextInt(texts.size()));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> text;
      case 3 -> String.valueOf(integer());
      case 4 -> text.toUpperCase(java.util.Locale.ROOT);
      case 5 -> String.valueOf(character()).repeat(1 + random.nextInt(4));
      case 6 -> "";
      default -> String.valueOf(character());
    };
  }
}
