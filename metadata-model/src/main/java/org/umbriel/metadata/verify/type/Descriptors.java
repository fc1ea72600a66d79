package org.umbriel.metadata.verify.type;

import java.util.Arrays;
import org.umbriel.metadata.verify.format.Symbols;

/**
 * Descriptors and class constants of one class as verification types, each decoded once. Only sound
 * ones come here: the format checker has seen them. Used again for the next class.
 */
public final class Descriptors {
  private Symbols symbols;
  private int[] decoded = new int[1 << 10];
  private int[] pool = new int[1 << 10];
  private int size;
  private int at;

  /** An empty table, for {@link #reset}. */
  public Descriptors(Symbols symbols) {
    this.symbols = symbols;
  }

  /** Starts with the next class. */
  public void reset(Symbols next) {
    symbols = next;
    Arrays.fill(decoded, 0, Math.min(decoded.length, next.count()), 0);
    size = 1;
  }

  /**
   * A method's parameters and result.
   *
   * @return where in {@link #types} they are: the number of parameter slots, the types of these,
   *     the number of result slots (0 to 2), and their types; the declared one comes last
   */
  public int method(int symbol) {
    int known = known(symbol);
    return known != 0 ? known : decodeMethod(symbol);
  }

  /** A field's type: the same as the result of a method, from the number of slots on. */
  public int field(int symbol) {
    int known = known(symbol);
    if (known != 0) {
      return known;
    }
    byte[] text = symbols.source(symbol);
    at = symbols.start(symbol);
    int start = size;
    result(text);
    return remember(symbol, start);
  }

  /** The type that a class constant names. */
  public int classConstant(int symbol) {
    if (symbols.first(symbol) != '[') {
      return Types.object(symbol);
    }
    return types()[field(symbol) + 1];
  }

  /** The table that the other methods point into; it may move when they are called. */
  public int[] types() {
    return pool;
  }

  private int known(int symbol) {
    return symbol < decoded.length ? decoded[symbol] : 0;
  }

  private int remember(int symbol, int start) {
    if (symbols.count() > decoded.length) {
      decoded = Arrays.copyOf(decoded, Integer.highestOneBit(symbols.count()) * 2);
    }
    decoded[symbol] = start;
    return start;
  }

  private int decodeMethod(int symbol) {
    byte[] text = symbols.source(symbol);
    at = symbols.start(symbol) + 1;
    int start = size;
    add(0);
    while (text[at] != ')') {
      value(text);
    }
    pool[start] = size - start - 1;
    at++;
    result(text);
    return remember(symbol, start);
  }

  /** Adds a parameter's slots. */
  private void value(byte[] text) {
    int type = asValue(type(text));
    add(type);
    if (Types.isFirstOfTwo(type)) {
      add(Types.secondOf(type));
    }
  }

  /** Adds a result: slot count, slots, and the declared type. */
  private void result(byte[] text) {
    if (text[at] == 'V') {
      add(0);
      add(Types.TOP);
      return;
    }
    int declared = type(text);
    int type = asValue(declared);
    boolean two = Types.isFirstOfTwo(type);
    add(two ? 2 : 1);
    add(type);
    if (two) {
      add(Types.secondOf(type));
    }
    add(declared);
  }

  private static int asValue(int type) {
    return type >= Types.BOOLEAN && type <= Types.SHORT ? Types.INT : type;
  }

  private int type(byte[] text) {
    int dimensions = 0;
    while (text[at] == '[') {
      dimensions++;
      at++;
    }
    int primitive = primitive(text[at++]);
    if (primitive != Types.TOP) {
      return dimensions == 0 ? primitive : Types.primitiveArray(dimensions, primitive);
    }
    int start = at;
    while (text[at] != ';') {
      at++;
    }
    return Types.objectArray(dimensions, symbols.intern(text, start, at++ - start));
  }

  private static int primitive(byte code) {
    return switch (code) {
      case 'I' -> Types.INT;
      case 'J' -> Types.LONG;
      case 'F' -> Types.FLOAT;
      case 'D' -> Types.DOUBLE;
      case 'Z' -> Types.BOOLEAN;
      case 'B' -> Types.BYTE;
      case 'C' -> Types.CHAR;
      case 'S' -> Types.SHORT;
      default -> Types.TOP;
    };
  }

  private void add(int value) {
    if (size == pool.length) {
      pool = Arrays.copyOf(pool, size * 2);
    }
    pool[size++] = value;
  }
}
