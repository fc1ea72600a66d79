package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.BoolSort;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.Fixedpoint;
import com.microsoft.z3.FuncDecl;
import com.microsoft.z3.IntExpr;
import com.microsoft.z3.Params;
import com.microsoft.z3.Quantifier;
import com.microsoft.z3.Status;
import com.microsoft.z3.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Program;

/** The clauses of a whole program. */
final class Clauses {
  private final Context z3;
  private final Fixedpoint engine;
  private final Program program;
  private final Goal goal;
  private final List<FieldUnit> fields = new ArrayList<>();
  private final FuncDecl<BoolSort> violated;
  private final Map<MethodCode, MethodClauses> methods = new LinkedHashMap<>();
  private final Map<List<MethodCode>, Callee> choices = new HashMap<>();
  private final Deque<MethodClauses> found = new ArrayDeque<>();
  private int rules;

  Clauses(Context z3, Program program, Goal goal) {
    this.z3 = z3;
    this.engine = z3.mkFixedpoint();
    this.program = program;
    this.goal = goal;
    this.violated = Callee.relation(z3, "violated", 0);
    for (ClassUnit unit : Outside.classes(program)) {
      for (FieldUnit field : unit.fields()) {
        if (field.isStatic()
            && Value.Kind.of(field.descriptor()).isNumber()
            && !Outside.isAssertionFlag(Optional.of(field))) {
          fields.add(field);
        }
      }
    }
  }

  Context z3() {
    return z3;
  }

  Program program() {
    return program;
  }

  Goal goal() {
    return goal;
  }

  List<String> fieldTypes() {
    return fields.stream().map(FieldUnit::descriptor).toList();
  }

  int field(FieldReference reference) {
    return program.resolve(reference).map(fields::indexOf).orElse(-1);
  }

  BoolExpr violation() {
    return (BoolExpr) violated.apply();
  }

  /** What calls of one of some methods do. */
  Callee callee(List<MethodCode> targets) {
    return targets.size() == 1 ? clauses(targets.get(0)).callee() : choice(targets);
  }

  private MethodClauses clauses(MethodCode method) {
    MethodClauses known = methods.get(method);
    if (known != null) {
      return known;
    }
    MethodClauses created = new MethodClauses(this, method, "m" + methods.size());
    methods.put(method, created);
    found.add(created);
    return created;
  }

  private Callee choice(List<MethodCode> targets) {
    Callee known = choices.get(targets);
    if (known != null) {
      return known;
    }
    MethodDescriptor type = targets.get(0).type();
    int arguments = Callee.numbers(type);
    boolean hasNumber = Callee.returnsNumber(type);
    Callee any = Callee.of(z3, "any" + choices.size(), arguments, fields.size(), hasNumber);
    choices.put(targets, any);
    any.relations().forEach(this::register);
    for (MethodCode target : targets) {
      Callee one = clauses(target).callee();
      implies(any.entered(), one.entered());
      implies(one.returned(), any.returned());
      implies(one.thrown(), any.thrown());
    }
    return any;
  }

  private void implies(FuncDecl<BoolSort> from, FuncDecl<BoolSort> to) {
    Rule rule = new Rule(z3);
    Expr<?>[] arguments = new Expr<?>[from.getArity()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = rule.numbers().unknown(Value.Kind.LONG);
    }
    rule.conditions().add((BoolExpr) from.apply(arguments));
    add(rule, z3.mkTrue(), (BoolExpr) to.apply(arguments));
  }

  /** Adds {@code conditions and condition => head}. */
  void add(Rule rule, BoolExpr condition, BoolExpr head) {
    if (condition.isFalse()) {
      return;
    }
    List<BoolExpr> body = new ArrayList<>(rule.conditions());
    body.add(condition);
    BoolExpr clause = z3.mkImplies(z3.mkAnd(body.toArray(new BoolExpr[0])), head);
    Expr<?>[] unknowns = rule.unknowns().toArray(new Expr<?>[0]);
    Symbol name = z3.mkSymbol("r" + rules++);
    if (unknowns.length == 0) {
      engine.addRule(clause, name);
    } else {
      Quantifier all = z3.mkForall(unknowns, clause, 1, null, null, null, null);
      engine.addRule(all, name);
    }
  }

  void register(FuncDecl<BoolSort> relation) {
    engine.registerRelation(relation);
  }

  /** Adds the clauses of everything that {@code main} reaches. */
  void addAll(ClassUnit mainClass, MethodCode main) {
    register(violated);
    List<IntExpr> first = new ArrayList<>();
    for (FieldUnit field : fields) {
      first.add(initial(field));
    }
    Rule start = new Rule(z3);
    List<IntExpr> current = List.copyOf(first);
    Optional<MethodCode> initialiser = mainClass.method("<clinit>", "()V");
    if (initialiser.isPresent()) {
      Callee callee = callee(List.of(initialiser.get()));
      add(new Rule(z3), z3.mkTrue(), callee.entered(List.of(), current));
      List<IntExpr> after = new ArrayList<>();
      fieldTypes().forEach(type -> after.add(start.numbers().unknown(type)));
      start.conditions().add(callee.returned(List.of(), current, after, null));
      current = after;
    }
    Callee callee = callee(List.of(main));
    add(start, z3.mkTrue(), callee.entered(List.of(), current));
    if (goal == Goal.NO_RUNTIME_EXCEPTION) {
      Rule end = new Rule(z3);
      List<IntExpr> before = new ArrayList<>();
      List<IntExpr> after = new ArrayList<>();
      fieldTypes().forEach(type -> before.add(end.numbers().unknown(type)));
      fieldTypes().forEach(type -> after.add(end.numbers().unknown(type)));
      IntExpr kind = end.numbers().number(Callee.EXCEPTION);
      add(end, callee.thrown(List.of(), before, after, kind), violation());
    }
    while (!found.isEmpty()) {
      found.remove().addRules();
    }
  }

  private IntExpr initial(FieldUnit field) {
    Constant constant = field.constantValue().orElse(new Constant.IntConstant(0));
    long value =
        constant instanceof Constant.LongConstant l
            ? l.value()
            : constant instanceof Constant.IntConstant i ? i.value() : 0;
    return z3.mkInt(value);
  }

  /**
   * Whether no violation can be derived.
   *
   * @throws com.microsoft.z3.Z3Exception if the context's resources do not suffice
   */
  boolean areSafe() {
    Params parameters = z3.mkParams();
    parameters.add("engine", z3.mkSymbol("spacer"));
    engine.setParameters(parameters);
    return engine.query(violation()) == Status.UNSATISFIABLE;
  }
}
