package org.umbriel.metadata.verify.format;

import java.util.Arrays;

/** The methods of one class, as offsets into its bytes: one row of ints a method, one array. */
public final class MethodTable {
  static final int ACCESS = 0;
  static final int NAME = 1;
  static final int DESCRIPTOR = 2;
  static final int MAX_STACK = 3;
  static final int MAX_LOCALS = 4;
  static final int CODE = 5;
  static final int CODE_LENGTH = 6;
  static final int HANDLERS = 7;
  static final int HANDLER_COUNT = 8;
  static final int STACK_MAP = 9;
  static final int STACK_MAP_LENGTH = 10;
  static final int FIRST_VARIABLES = 11;
  static final int VARIABLES_COUNT = 12;
  private static final int WIDTH = 13;

  private int[] rows = new int[WIDTH << 5];
  private int[] variables = new int[1 << 4];
  private int count;
  private int tables;

  void reset() {
    count = 0;
    tables = 0;
  }

  /** Adds an empty row. */
  int add() {
    int needed = (count + 1) * WIDTH;
    if (needed > rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
    }
    Arrays.fill(rows, count * WIDTH, needed, 0);
    set(count, FIRST_VARIABLES, tables);
    return count++;
  }

  void set(int method, int column, int value) {
    rows[method * WIDTH + column] = value;
  }

  /** Notes a local variable table of the newest method: where its entries start, and how many. */
  void addVariables(int start, int entries) {
    if (2 * tables == variables.length) {
      variables = Arrays.copyOf(variables, variables.length * 2);
    }
    variables[2 * tables] = start;
    variables[2 * tables + 1] = entries;
    tables++;
    rows[(count - 1) * WIDTH + VARIABLES_COUNT]++;
  }

  private int get(int method, int column) {
    return rows[method * WIDTH + column];
  }

  public int count() {
    return count;
  }

  public int access(int method) {
    return get(method, ACCESS);
  }

  /** The number of its name. */
  public int name(int method) {
    return get(method, NAME);
  }

  /** The number of its descriptor. */
  public int descriptor(int method) {
    return get(method, DESCRIPTOR);
  }

  public int maxStack(int method) {
    return get(method, MAX_STACK);
  }

  public int maxLocals(int method) {
    return get(method, MAX_LOCALS);
  }

  /** Where its code starts. */
  public int code(int method) {
    return get(method, CODE);
  }

  /** 0 for methods without code. */
  public int codeLength(int method) {
    return get(method, CODE_LENGTH);
  }

  /** Where its exception table's entries start. */
  public int handlers(int method) {
    return get(method, HANDLERS);
  }

  public int handlerCount(int method) {
    return get(method, HANDLER_COUNT);
  }

  /** Where its stack map frames start, count included; 0 without any. */
  public int stackMap(int method) {
    return get(method, STACK_MAP);
  }

  public int stackMapLength(int method) {
    return get(method, STACK_MAP_LENGTH);
  }

  /** How many local variable tables it has. */
  public int variableTables(int method) {
    return get(method, VARIABLES_COUNT);
  }

  /** Where the entries of one of them start. */
  public int variables(int method, int table) {
    return variables[2 * (get(method, FIRST_VARIABLES) + table)];
  }

  public int variableCount(int method, int table) {
    return variables[2 * (get(method, FIRST_VARIABLES) + table) + 1];
  }
}
