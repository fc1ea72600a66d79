package org.umbriel.benchmarks.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random types; the ones with names are made once for a file of C. */
final class ShapeSource {
  private static final int STRUCTURES = 14;
  private static final int ENUMERATIONS = 3;
  private static final int DEEPEST = 3;

  private final Random random;
  private final List<EnumShape> enumerations = new ArrayList<>();
  private final List<StructShape> structures = new ArrayList<>();

  ShapeSource(Random random) {
    this.random = random;
    for (int i = 0; i < ENUMERATIONS; i++) {
      enumerations.add(EnumShape.random("e" + i, random));
    }
    for (int i = 0; i < STRUCTURES; i++) {
      structures.add(structure("s" + i));
    }
  }

  /** All named types, each before it is used. */
  String definitions() {
    StringBuilder all = new StringBuilder();
    enumerations.forEach(each -> all.append(each.definition()));
    structures.forEach(each -> all.append(each.definition()));
    return all.toString();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** What may be a member. */
  private Shape scalar() {
    return switch (random.nextInt(14)) {
      case 0, 1, 2, 3, 4 -> any(IntegerShape.ALL);
      case 5, 6, 7 -> RealShape.FLOAT;
      case 8, 9 -> RealShape.DOUBLE;
      case 10 -> RealShape.LONG_DOUBLE;
      case 11 -> new TextShape();
      case 12 ->
          new ComplexShape(any(List.of(RealShape.FLOAT, RealShape.DOUBLE, RealShape.LONG_DOUBLE)));
      default -> any(enumerations);
    };
  }

  private Shape memberShape(int depth) {
    int kind = random.nextInt(8);
    if (kind == 0 && depth < DEEPEST) {
      return new ArrayShape(memberShape(depth + 1), 1 + random.nextInt(4));
    }
    return kind == 1 && !structures.isEmpty() ? any(structures) : scalar();
  }

  private StructShape structure(String name) {
    boolean isUnion = random.nextInt(5) == 0;
    List<StructShape.Member> members = new ArrayList<>();
    int count = 1 + random.nextInt(isUnion ? 3 : 6);
    for (int i = 0; i < count; i++) {
      Shape shape = memberShape(0);
      boolean isBitField =
          shape instanceof IntegerShape integer && integer.bits() <= 64 && random.nextInt(3) == 0;
      int bits = isBitField ? 1 + random.nextInt(((IntegerShape) shape).bits()) : 0;
      members.add(new StructShape.Member("m" + i, shape, bits));
    }
    String attribute =
        switch (random.nextInt(12)) {
          case 0 -> isPackedVisibly(isUnion, members) ? "packed" : "";
          case 1 -> "aligned(16)";
          default -> "";
        };
    return new StructShape(name, isUnion, attribute, members);
  }

  /**
   * DWARF does not say that a structure is packed. If all its members are aligned nevertheless, it
   * reads like one that is not, and may be passed elsewhere on the stack.
   */
  private static boolean isPackedVisibly(boolean isUnion, List<StructShape.Member> members) {
    return !isUnion
        && members.size() > 1
        && members.get(0).shape().declare("").matches("(_Bool|.*char) ")
        && members.get(1).shape() instanceof RealShape
        && members.stream().noneMatch(member -> member.bits() > 0);
  }

  /** What may be a result. */
  Shape result() {
    return random.nextInt(2) == 0 ? any(structures) : scalar();
  }

  /** What may be a parameter. */
  Shape parameter() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> any(structures);
      case 2 -> new PointerShape(any(structures));
      default -> scalar();
    };
  }

  /** What may be passed where no parameter says what. */
  Shape variadic() {
    Shape shape = random.nextInt(4) == 0 ? any(structures) : scalar();
    return shape.isPromoted() || shape instanceof StructShape ? shape : variadic();
  }
}
