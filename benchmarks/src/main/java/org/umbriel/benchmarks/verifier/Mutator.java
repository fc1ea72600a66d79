package org.umbriel.benchmarks.verifier;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes small changes to a sound class file. The same seed makes the same mutants. */
final class Mutator {
  private static final int[] VERSIONS = {
    45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 65, 69, 70
  };
  private static final int[] ODD_VALUES = {0, 1, 2, 3, 255, 256, 32767, 32768, 65534, 65535};

  private final Random random;
  private byte[] bytes = new byte[0];
  private ClassAnatomy anatomy;

  Mutator(Random random, byte[] original) {
    this.random = random;
    this.anatomy = new ClassAnatomy(original);
    this.bytes = original;
  }

  /** What kind of change was made last. */
  private Change change = Change.BYTE;

  Change change() {
    return change;
  }

  /** What is changed. */
  enum Change {
    BYTE,
    TAG,
    POOL_REFERENCE,
    TEXT,
    FLAGS,
    REFERENCE,
    ATTRIBUTE_NAME,
    ATTRIBUTE_LENGTH,
    SIZE,
    OPCODE,
    OPERAND,
    SWAP,
    NOP,
    HANDLER,
    STACK_MAP,
    OTHER,
    VERSION,
    LENGTH,
    TWO
  }

  /** The next mutant of a class. */
  byte[] mutate(byte[] original) {
    Change[] all = Change.values();
    bytes = original.clone();
    change = all[random.nextInt(all.length)];
    if (change == Change.TWO) {
      apply(all[random.nextInt(all.length - 1)]);
      apply(all[random.nextInt(all.length - 1)]);
    } else {
      apply(change);
    }
    return bytes;
  }

  private void apply(Change what) {
    switch (what) {
      case BYTE, TWO -> put1(random.nextInt(bytes.length), random.nextInt(256));
      case TAG -> one(anatomy.tags, 1 + random.nextInt(20));
      case POOL_REFERENCE -> two(anatomy.poolReferences, constant());
      case TEXT -> one(anatomy.text, textByte());
      case FLAGS -> flip(anatomy.flags);
      case REFERENCE -> two(anatomy.references, constant());
      case ATTRIBUTE_NAME -> attributeName();
      case ATTRIBUTE_LENGTH -> attributeLength();
      case SIZE -> size();
      case OPCODE -> opcode();
      case OPERAND -> operand();
      case SWAP -> swap();
      case NOP -> nop();
      case HANDLER -> two(anatomy.handlers, handlerValue());
      case STACK_MAP -> one(anatomy.stackMap, random.nextInt(random.nextBoolean() ? 256 : 12));
      case OTHER -> one(anatomy.other, random.nextInt(random.nextBoolean() ? 256 : 12));
      case VERSION -> put2(6, VERSIONS[random.nextInt(VERSIONS.length)]);
      case LENGTH ->
          bytes =
              Arrays.copyOf(
                  bytes,
                  Math.max(
                      10,
                      bytes.length + (random.nextBoolean() ? 1 : -random.nextInt(bytes.length))));
    }
  }

  private void put1(int at, int value) {
    if (at < bytes.length) {
      bytes[at] = (byte) value;
    }
  }

  private void put2(int at, int value) {
    put1(at, value >> 8);
    put1(at + 1, value);
  }

  private int get1(int at) {
    return at < bytes.length ? bytes[at] & 0xFF : 0;
  }

  private int get2(int at) {
    return get1(at) << 8 | get1(at + 1);
  }

  private int any(List<Integer> positions) {
    return positions.isEmpty()
        ? random.nextInt(bytes.length)
        : positions.get(random.nextInt(positions.size()));
  }

  private void one(List<Integer> positions, int value) {
    put1(any(positions), value);
  }

  private void two(List<Integer> positions, int value) {
    put2(any(positions), value);
  }

  private int constant() {
    return random.nextInt(8) == 0
        ? ODD_VALUES[random.nextInt(ODD_VALUES.length)]
        : random.nextInt(Math.max(1, get2(8)));
  }

  private int textByte() {
    String likely = "()[];L/<>.IJVZ$a1_-\u0000\u0080\u00C0\u00E0";
    return likely.charAt(random.nextInt(likely.length()));
  }

  private void flip(List<Integer> positions) {
    int at = any(positions);
    put2(at, get2(at) ^ 1 << random.nextInt(16));
  }

  private void attributeName() {
    List<Integer> names = anatomy.attributeNames;
    two(anatomy.attributes, names.isEmpty() ? constant() : names.get(random.nextInt(names.size())));
  }

  private void attributeLength() {
    int at = any(anatomy.attributes) + 4;
    put2(at, get2(at) + random.nextInt(5) - 2);
  }

  private void size() {
    int at = any(anatomy.sizes);
    put2(at, random.nextInt(4) == 0 ? random.nextInt(10) : get2(at) + random.nextInt(5) - 2);
  }

  private void opcode() {
    int at = any(anatomy.instructions);
    int length = Instructions.fixedLength(get1(at));
    int opcode = random.nextInt(204);
    for (int tries = 0; tries < 50 && Instructions.fixedLength(opcode) != length; tries++) {
      opcode = random.nextInt(202);
    }
    put1(at, opcode);
  }

  private void operand() {
    int at = any(anatomy.operands);
    int choice = random.nextInt(3);
    put1(
        at,
        choice == 0
            ? random.nextInt(256)
            : choice == 1 ? get1(at) + random.nextInt(9) - 4 : random.nextInt(12));
  }

  /** Exchanges two instructions of one length. */
  private void swap() {
    int one = any(anatomy.instructions);
    int length = Instructions.fixedLength(get1(one));
    for (int tries = 0; tries < 50; tries++) {
      int other = any(anatomy.instructions);
      if (Math.abs(other - one) < 400 && Instructions.fixedLength(get1(other)) == length) {
        for (int i = 0; i < length; i++) {
          int kept = get1(one + i);
          put1(one + i, get1(other + i));
          put1(other + i, kept);
        }
        return;
      }
    }
  }

  private void nop() {
    int at = any(anatomy.instructions);
    for (int i = Math.max(1, Instructions.fixedLength(get1(at))); i > 0; i--) {
      put1(at++, 0);
    }
  }

  private int handlerValue() {
    return random.nextInt(3) == 0 ? constant() : random.nextInt(60);
  }
}
