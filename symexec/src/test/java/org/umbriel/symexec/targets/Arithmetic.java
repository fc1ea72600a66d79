package org.umbriel.symexec.targets;

/** Divisions and what is computed with. */
public class Arithmetic {

  static int divide(int a, int b) {
    return a / b; // expect DIVISION_BY_ZERO unproven
  }

  static int guarded(int a, int b) {
    return b != 0 ? a / b : 0; // expect DIVISION_BY_ZERO proven
  }

  static int even(int a, int b) {
    return a / (2 * b + 1); // expect DIVISION_BY_ZERO proven
  }

  static long wide(long a, int b) {
    return a % (b * (long) b + 1); // expect DIVISION_BY_ZERO proven
  }

  static int narrow(int a, int b) {
    return a / (b * b + 1); // expect DIVISION_BY_ZERO proven
  }

  static int shifted(int a, int b) {
    return a % (1 << b); // expect DIVISION_BY_ZERO proven
  }

  static int cast(int a, int b) {
    return a / (byte) b; // expect DIVISION_BY_ZERO unproven
  }

  static int characters(char a, char b) {
    return a / (b + 1); // expect DIVISION_BY_ZERO proven
  }

  static int switched(int mode) {
    int d;
    switch (mode) {
      case 1:
        d = 5;
        break;
      case 2:
        d = 7;
        break;
      case 9:
        d = mode - 9;
        break;
      default:
        return 0;
    }
    return 100 / d; // expect DIVISION_BY_ZERO unproven
  }

  static int compared(long a, long b) {
    if (a > b) {
      return 1;
    }
    return (int) (10 / (b - a + 1 == 0 ? 1 : b - a + 1)); // expect DIVISION_BY_ZERO proven
  }

  static int floating(double d) {
    int i = (int) d;
    return i == 0 ? 0 : 5 / i; // expect DIVISION_BY_ZERO proven
  }
}
