package org.umbriel.symexec.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random straight-line computations, done by Java itself and by the factory: on variables the terms
 * must evaluate to what Java computes, lie within their bounds, and on literals they must fold to
 * it.
 */
class TermPropertyTest {
  private static final Range SMALL = new Range(-3, 5);

  record Step(int action, int a, int b, int c) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> index = Arbitraries.integers().between(0, 30);
    return Combinators.combine(Arbitraries.integers().between(0, 31), index, index, index)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<Integer> ints() {
    return Arbitraries.oneOf(
        Arbitraries.integers(),
        Arbitraries.integers().between(-3, 3),
        Arbitraries.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 31, 32, 255, 256, -129, 32767, 65535));
  }

  @Property(tries = 1500)
  void termsOverVariablesEvaluateToWhatJavaComputes(
      @ForAll("ints") int x,
      @ForAll("ints") int y,
      @ForAll long z,
      @ForAll("steps") List<Step> steps) {
    TermFactory factory = new TermFactory();
    Variable xs = factory.variable("x", Scalar.INT);
    Variable ys = factory.variable("y", Scalar.INT);
    Variable zs = factory.variable("z", Scalar.LONG);
    Variable small = factory.variable("small", Scalar.INT, SMALL);
    Map<Variable, Long> values = Map.of(xs, (long) x, ys, (long) y, zs, z, small, SMALL.clamp(x));
    Machine machine = new Machine(factory, new TableAssignment(values));
    machine.ints.add(new Value(x, xs));
    machine.ints.add(new Value(y, ys));
    machine.ints.add(new Value(SMALL.clamp(x), small));
    machine.longs.add(new Value(z, zs));
    for (Step step : steps) {
      machine.execute(step);
    }
    machine.check();
  }

  @Property(tries = 500)
  void termsOverLiteralsFold(
      @ForAll("ints") int x,
      @ForAll("ints") int y,
      @ForAll long z,
      @ForAll("steps") List<Step> steps) {
    TermFactory factory = new TermFactory();
    Machine machine = new Machine(factory, new TableAssignment(Map.of()));
    machine.ints.add(new Value(x, factory.intValue(x)));
    machine.ints.add(new Value(y, factory.intValue(y)));
    machine.longs.add(new Value(z, factory.longValue(z)));
    for (Step step : steps) {
      if (step.action < 26) {
        machine.execute(step);
      }
    }
    machine.check();
    machine.ints.forEach(value -> assertTrue(value.term.isLiteral(), value.term::toString));
    machine.booleans.forEach(value -> assertTrue(value.term.isLiteral(), value.term::toString));
  }

  @Property(tries = 300)
  void substitutionOfValuesComputesTheValue(
      @ForAll("ints") int x,
      @ForAll("ints") int y,
      @ForAll long z,
      @ForAll("steps") List<Step> steps) {
    TermFactory factory = new TermFactory();
    Variable xs = factory.variable("x", Scalar.INT);
    Variable ys = factory.variable("y", Scalar.INT);
    Variable zs = factory.variable("z", Scalar.LONG);
    Machine machine =
        new Machine(factory, new TableAssignment(Map.of(xs, (long) x, ys, (long) y, zs, z)));
    machine.ints.add(new Value(x, xs));
    machine.ints.add(new Value(y, ys));
    machine.longs.add(new Value(z, zs));
    steps.stream().filter(step -> step.action < 26).forEach(machine::execute);
    Map<Term, Term> literals =
        Map.of(xs, factory.intValue(x), ys, factory.intValue(y), zs, factory.longValue(z));
    for (Value value : machine.ints) {
      Term folded = Terms.substitute(factory, List.of(value.term), literals).get(0);
      assertEquals(factory.intValue((int) value.concrete), folded, value.term::toString);
    }
  }

  private record Value(long concrete, Term term) {}

  private record MapValue(LongUnaryOperator concrete, Term term) {}

  /** Values for maps are a hash of the keys, moved into the variable's bounds. */
  private record TableAssignment(Map<Variable, Long> values) implements Assignment {
    @Override
    public long value(Variable variable) {
      return values.get(variable);
    }

    @Override
    public long value(Variable map, List<Long> keys) {
      return map.range().clamp(keys.hashCode() % 4);
    }
  }

  private static final class Machine {
    private final TermFactory factory;
    private final Assignment assignment;
    private final List<Value> ints = new ArrayList<>();
    private final List<Value> longs = new ArrayList<>();
    private final List<Value> booleans = new ArrayList<>();
    private final List<MapValue> maps = new ArrayList<>();

    Machine(TermFactory factory, Assignment assignment) {
      this.factory = factory;
      this.assignment = assignment;
      booleans.add(new Value(1, factory.bool(true)));
      ints.add(new Value(7, factory.intValue(7)));
      longs.add(new Value(-1, factory.longValue(-1)));
      Variable heap =
          factory.variable("heap", new MapSort(Scalar.INT, Scalar.INT), new Range(-2, 2), -1);
      maps.add(new MapValue(key -> key < -1 ? 0 : assignment.value(heap, List.of(key)), heap));
      maps.add(
          new MapValue(
              key -> 0, factory.fill(new MapSort(Scalar.INT, Scalar.INT), factory.intValue(0))));
    }

    void execute(Step step) {
      Value a = pick(ints, step.a);
      Value b = pick(ints, step.b);
      int x = (int) a.concrete;
      int y = (int) b.concrete;
      switch (step.action) {
        case 0 -> ints.add(new Value(x + y, factory.add(a.term, b.term)));
        case 1 -> ints.add(new Value(x - y, factory.subtract(a.term, b.term)));
        case 2 -> ints.add(new Value(x * y, factory.multiply(a.term, b.term)));
        case 3 -> {
          if (y != 0) {
            ints.add(new Value(x / y, factory.divide(a.term, b.term)));
          }
        }
        case 4 -> {
          if (y != 0) {
            ints.add(new Value(x % y, factory.remainder(a.term, b.term)));
          }
        }
        case 5 -> ints.add(new Value(x & y, factory.bitAnd(a.term, b.term)));
        case 6 -> ints.add(new Value(x | y, factory.bitOr(a.term, b.term)));
        case 7 -> ints.add(new Value(x ^ y, factory.bitXor(a.term, b.term)));
        case 8 -> ints.add(new Value(x << y, factory.shiftLeft(a.term, b.term)));
        case 9 -> ints.add(new Value(x >> y, factory.shiftRight(a.term, b.term)));
        case 10 -> ints.add(new Value(x >>> y, factory.shiftRightUnsigned(a.term, b.term)));
        case 11 -> ints.add(new Value((byte) x, factory.toByte(a.term)));
        case 12 -> ints.add(new Value((short) x, factory.toShort(a.term)));
        case 13 -> ints.add(new Value((char) x, factory.toChar(a.term)));
        case 14 -> ints.add(new Value(-x, factory.negate(a.term)));
        case 15 -> longs.add(new Value(x, factory.toLong(a.term)));
        case 16 -> ints.add(new Value(step.c - 15, factory.intValue(step.c - 15)));
        case 17 -> booleans.add(new Value(x < y ? 1 : 0, factory.less(a.term, b.term)));
        case 18 -> booleans.add(new Value(x == y ? 1 : 0, factory.equal(a.term, b.term)));
        case 19 -> booleans.add(new Value(x <= y ? 1 : 0, factory.lessOrEqual(a.term, b.term)));
        case 20 -> {
          Value condition = pick(booleans, step.c);
          ints.add(
              condition.concrete != 0
                  ? new Value(x, factory.choose(condition.term, a.term, b.term))
                  : new Value(y, factory.choose(condition.term, a.term, b.term)));
        }
        case 21, 22, 23 -> executeBoolean(step);
        case 24, 25 -> executeLong(step);
        default -> executeMap(step, a, b);
      }
    }

    private void executeBoolean(Step step) {
      Value a = pick(booleans, step.a);
      Value b = pick(booleans, step.b);
      switch (step.action) {
        case 21 -> booleans.add(new Value(a.concrete & b.concrete, factory.and(a.term, b.term)));
        case 22 -> booleans.add(new Value(a.concrete | b.concrete, factory.or(a.term, b.term)));
        default -> {
          booleans.add(new Value(1 - a.concrete, factory.not(a.term)));
          booleans.add(new Value(a.concrete == b.concrete ? 1 : 0, factory.equal(a.term, b.term)));
        }
      }
    }

    private void executeLong(Step step) {
      Value a = pick(longs, step.a);
      Value b = pick(longs, step.b);
      Value distance = pick(ints, step.c);
      long x = a.concrete;
      long y = b.concrete;
      if (step.action == 24) {
        longs.add(new Value(x + y, factory.add(a.term, b.term)));
        longs.add(new Value(x * y, factory.multiply(a.term, b.term)));
        longs.add(
            new Value(x >>> distance.concrete, factory.shiftRightUnsigned(a.term, distance.term)));
        ints.add(new Value(Long.compare(x, y), factory.compare(a.term, b.term)));
      } else {
        longs.add(new Value(x - y, factory.subtract(a.term, b.term)));
        longs.add(new Value(x << distance.concrete, factory.shiftLeft(a.term, distance.term)));
        longs.add(new Value(x >> distance.concrete, factory.shiftRight(a.term, distance.term)));
        ints.add(new Value((int) x, factory.toInt(a.term)));
        if (y != 0) {
          longs.add(new Value(x / y, factory.divide(a.term, b.term)));
          longs.add(new Value(x % y, factory.remainder(a.term, b.term)));
        }
      }
    }

    private void executeMap(Step step, Value key, Value value) {
      MapValue map = pick(maps, step.c);
      MapValue other = pick(maps, step.a);
      switch (step.action) {
        case 26, 27, 28 ->
            ints.add(
                new Value(
                    map.concrete.applyAsLong(key.concrete), factory.select(map.term, key.term)));
        case 29, 30 ->
            maps.add(
                new MapValue(
                    k -> k == key.concrete ? value.concrete : map.concrete.applyAsLong(k),
                    factory.store(map.term, key.term, value.term)));
        default -> {
          Value condition = pick(booleans, step.b);
          MapValue chosen = condition.concrete != 0 ? map : other;
          maps.add(
              new MapValue(chosen.concrete, factory.choose(condition.term, map.term, other.term)));
        }
      }
    }

    void check() {
      Evaluator evaluator = new Evaluator(assignment);
      Map<String, List<Value>> pools =
          new HashMap<>(Map.of("int", ints, "long", longs, "boolean", booleans));
      pools.values().forEach(pool -> pool.forEach(value -> check(evaluator, value)));
    }

    private static void check(Evaluator evaluator, Value value) {
      assertEquals(value.concrete, evaluator.value(value.term), value.term::toString);
      assertTrue(
          value.term.range().contains(value.concrete),
          () -> value.term + " not in " + value.term.range());
    }

    private static <T> T pick(List<T> pool, int index) {
      return pool.get(Math.floorMod(pool.size() - 1 - index, pool.size()));
    }
  }
}
