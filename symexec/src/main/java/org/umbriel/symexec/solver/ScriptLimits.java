package org.umbriel.symexec.solver;

import java.util.regex.Pattern;

/**
 * How many steps each solver may take for a script, in its own count. Those that a solver answers,
 * it mostly answers in fewer; on a common machine both together then take less than a second.
 *
 * @param z3 Z3's {@code rlimit}
 * @param cvc5 cvc5's {@code rlimit-per}
 */
public record ScriptLimits(int z3, int cvc5) {
  private static final ScriptLimits OF_NUMBERS = new ScriptLimits(1_900_000, 140_000);
  private static final ScriptLimits OF_STRINGS = new ScriptLimits(200_000, 22_000);
  private static final Pattern STRINGS = Pattern.compile("\\bString\\b|\\(Seq |\\bstr\\.");

  /** The limits that a script has by what it is about. */
  public static ScriptLimits of(String script) {
    return isAboutStrings(script) ? OF_STRINGS : OF_NUMBERS;
  }

  /** Whether it needs the theory of strings, which is cvc5's strength. */
  static boolean isAboutStrings(String script) {
    return STRINGS.matcher(script).find();
  }
}
