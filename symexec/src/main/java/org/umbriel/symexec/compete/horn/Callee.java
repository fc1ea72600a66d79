package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.BoolSort;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FuncDecl;
import com.microsoft.z3.IntExpr;
import com.microsoft.z3.Sort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.MethodDescriptor;

/**
 * What a call does, as relations between its arguments that are numbers, the static fields before
 * and after, and what comes of it.
 *
 * @param entered with which arguments and fields it is called
 * @param returned how it returns; the result, if it is a number, comes last
 * @param thrown how it ends with an exception; {@link #ERROR} or {@link #EXCEPTION} comes last
 */
record Callee(FuncDecl<BoolSort> entered, FuncDecl<BoolSort> returned, FuncDecl<BoolSort> thrown) {
  /** The exception is an {@code Error}. */
  static final int ERROR = 0;

  /** The exception may be anything. */
  static final int EXCEPTION = 1;

  static Callee of(Context z3, String name, int arguments, int fields, boolean hasNumber) {
    return new Callee(
        relation(z3, name + " entered", arguments + fields),
        relation(z3, name + " returned", arguments + 2 * fields + (hasNumber ? 1 : 0)),
        relation(z3, name + " thrown", arguments + 2 * fields + 1));
  }

  static FuncDecl<BoolSort> relation(Context z3, String name, int arity) {
    Sort[] sorts = new Sort[arity];
    Arrays.fill(sorts, z3.getIntSort());
    return z3.mkFuncDecl(name, sorts, z3.getBoolSort());
  }

  List<FuncDecl<BoolSort>> relations() {
    return List.of(entered, returned, thrown);
  }

  /** How many arguments are numbers. */
  static int numbers(MethodDescriptor type) {
    return (int) type.parameters().stream().filter(p -> Value.Kind.of(p).isNumber()).count();
  }

  static boolean returnsNumber(MethodDescriptor type) {
    return Value.Kind.of(type.returnType()).isNumber();
  }

  BoolExpr entered(List<Expr<?>> arguments, List<IntExpr> fields) {
    return apply(entered, arguments, fields, List.of(), null);
  }

  BoolExpr returned(
      List<Expr<?>> arguments,
      List<IntExpr> before,
      List<IntExpr> after,
      @Nullable IntExpr result) {
    return apply(returned, arguments, before, after, result);
  }

  BoolExpr thrown(
      List<Expr<?>> arguments, List<IntExpr> before, List<IntExpr> after, IntExpr kind) {
    return apply(thrown, arguments, before, after, kind);
  }

  private static BoolExpr apply(
      FuncDecl<BoolSort> relation,
      List<Expr<?>> arguments,
      List<IntExpr> before,
      List<IntExpr> after,
      @Nullable IntExpr last) {
    List<Expr<?>> all = new ArrayList<>(arguments);
    all.addAll(before);
    all.addAll(after);
    if (last != null) {
      all.add(last);
    }
    return (BoolExpr) relation.apply(all.toArray(new Expr<?>[0]));
  }
}
