package org.umbriel.symexec.solver;

/**
 * Two solvers, one after the other: cvc5 begins with strings and Z3 with everything else. Which one
 * answers depends on the text alone.
 */
public final class ScriptPortfolio implements Scripts {
  private final Scripts z3;
  private final Scripts cvc5;

  public ScriptPortfolio(Scripts z3, Scripts cvc5) {
    this.z3 = z3;
    this.cvc5 = cvc5;
  }

  @Override
  public Result check(String script) {
    boolean beginsWithCvc5 = ScriptLimits.isAboutStrings(script);
    Result first = (beginsWithCvc5 ? cvc5 : z3).check(script);
    return first != Result.UNKNOWN ? first : (beginsWithCvc5 ? z3 : cvc5).check(script);
  }
}
