package org.umbriel.symexec.solver.cvc5;

import io.github.cvc5.CVC5ApiException;
import io.github.cvc5.Context;
import org.umbriel.symexec.solver.ScriptLimits;
import org.umbriel.symexec.solver.Scripts;

/** Scripts for cvc5. */
public final class Cvc5Scripts implements Scripts {
  @Override
  public Result check(String script) {
    try {
      String logic = script.contains("(set-logic ") ? "" : "(set-logic ALL)\n";
      String printed = new Session(ScriptLimits.of(script).cvc5(), false).run(logic + script);
      return switch (printed.strip()) {
        case "sat" -> Result.SAT;
        case "unsat" -> Result.UNSAT;
        default -> Result.UNKNOWN;
      };
    } catch (CVC5ApiException unreadable) {
      throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
    } finally {
      Context.deletePointers();
    }
  }
}
