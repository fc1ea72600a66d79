package org.umbriel.symexec.fact.targets;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;

/** Cases that users of other checkers have reported. */
public class Peers {
  private final String name;

  Peers(int i) {
    if (i > 0) {
      name = "positive";
    } else {
      name = "other";
    }
  }

  /** A final field that each branch of the constructor sets. */
  int finalField() {
    return name.length(); // expect NULL_DEREFERENCE monitored
  }

  /** {@code readLine} returns null at the end. */
  static int readLine(BufferedReader reader) throws IOException {
    String line = reader.readLine(); // expect NULL_DEREFERENCE contract
    return line.length(); // expect NULL_DEREFERENCE unproven
  }

  /** {@code listFiles} returns null for what is no directory. */
  static int listFiles(File folder) {
    return folder.listFiles().length; // expect NULL_DEREFERENCE contract, NULL_DEREFERENCE unproven
  }

  /** The length of a new array is known. */
  static int lengthOfNewArray(int i) {
    int[] numbers = new int[new String[5].length]; // expect NEGATIVE_ARRAY_SIZE proven
    return numbers[4]; // expect ARRAY_BOUNDS proven
  }

  /** A test in a helper. */
  static int testedByHelper(String s) {
    if (isEmpty(s)) {
      return 0;
    }
    return s.length(); // expect NULL_DEREFERENCE proven
  }

  private static boolean isEmpty(String s) {
    return s == null || s.isEmpty(); // expect NULL_DEREFERENCE proven
  }

  /** A helper that only throws. */
  static int helperThatThrows(String s) {
    if (s == null) {
      fail("no text");
    }
    return s.length(); // expect NULL_DEREFERENCE proven
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  /** A condition that is always false. */
  static int constantCondition(String s) {
    String text = null;
    if (s != null) {
      text = s;
    }
    if (s != null) {
      return text.length(); // expect NULL_DEREFERENCE unproven
    }
    return 0;
  }
}
