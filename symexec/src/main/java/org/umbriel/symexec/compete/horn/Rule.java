package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import java.util.ArrayList;
import java.util.List;

/** The body of a clause that is being made. */
final class Rule {
  private final List<Expr<?>> unknowns = new ArrayList<>();
  private final List<BoolExpr> conditions = new ArrayList<>();
  private final Numbers numbers;

  Rule(Context z3) {
    this.numbers = new Numbers(z3, conditions, unknowns);
  }

  List<Expr<?>> unknowns() {
    return unknowns;
  }

  List<BoolExpr> conditions() {
    return conditions;
  }

  Numbers numbers() {
    return numbers;
  }
}
