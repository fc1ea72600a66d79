package org.umbriel.symexec.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.symexec.replay.plan.Invocation;
import org.umbriel.symexec.replay.plan.Value;

class ReplayerTest {
  private static final String SOURCE =
      """
      package a.b;
      class C {
        static int nullDereference(String s) { return s.length(); }
        static int arrayBounds(int[] a, int i) { return a[i]; }
        static int divisionByZero(int x) { return 10 / x; }
        static Object classCast(Object o) { return (Integer) o; }
        static void arrayStore(Object[] a, Object o) { a[0] = o; }
        static Object negativeArraySize(int n) { return new int[n]; }
        static void assertion(int n) { assert n != 3 : "three " + n; }
        static int twoOnALine(int[] a, int[] b) { return a.length + b.length; }
        static int boundsNotNull(Object[] a) { a[7] = "x"; return 0; }
        static int caught(int[] a) { try { return a[5]; } catch (RuntimeException e) { return 0; } }
        static int elsewhere(String s) { return Integer.parseInt(s) + s.length(); }
        static int inCallee(String s) { java.util.Objects.requireNonNull(s); return s.length(); }
        static void hidden(java.util.function.IntUnaryOperator f) { f.applyAsInt(3); }
        static java.util.function.IntUnaryOperator unboxing() {
          java.util.function.Function<Integer, Integer> g = x -> null;
          return x -> g.apply(x);
        }
        static void endless() { while (true) { } }
        static void recursion(int n) { recursion(n + 1); }
        static Object huge() { return new long[Integer.MAX_VALUE - 8]; }
        static void fill() {
          java.util.List<Object> all = new java.util.ArrayList<>();
          while (true) { all.add(new long[1 << 16]); }
        }
        static int[] state = new int[1];
        static int counts() { return state[state[0]++]; }
        static int resource() throws Exception {
          return C.class.getResourceAsStream("/a/b/c.txt").read() / 0;
        }
        static void prints() { System.out.println("noise"); System.err.println("noise"); int[] a = {}; a[0] = 1; }
        static int overload(int a) { return 1 / a; }
        static int overload(long a) { return (int) (1 / a); }
        static int deepClassLoading(int n) { try { return deepClassLoading(n + 1) + 1; } finally { new Later(); } }
        static class Later { static int x = 1 / Integer.parseInt("1"); }
      }
      """;

  private static Subject subject;
  private static Replayer replayer;

  @BeforeAll
  static void start() throws IOException {
    subject =
        Subject.of(
            Map.of("a/b/C.java", SOURCE),
            Map.of("a/b/c.txt", "x".getBytes(StandardCharsets.UTF_8)));
    replayer = open(1_000);
  }

  private static Replayer open(int timeout) throws IOException {
    return Replayer.open(
        subject.program(),
        subject.files(),
        new Replayer.Settings(Replayer.Settings.standard().javaHome(), timeout));
  }

  @AfterAll
  static void stop() throws IOException {
    replayer.close();
  }

  private static MethodCode method(String name) {
    return subject.program().find("a/b/C").orElseThrow().methods().stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<CheckSite> sites(String name, CheckKind kind) {
    return SiteFinder.sitesIn(method(name), ContractSource.NONE).stream()
        .filter(site -> site.kind() == kind)
        .toList();
  }

  private static Replay replay(String name, CheckKind kind, int site, Value... arguments)
      throws IOException {
    MethodCode method = method(name);
    Prediction prediction = Prediction.of(sites(name, kind).get(site), method).orElseThrow();
    MethodReference reference = method.reference();
    return replayer.replay(Invocation.of(Value.Call.onStatic(reference, arguments)), prediction);
  }

  /** Of a call without check sites that matter: predicts what cannot be. */
  private static Replay run(String name, Value... arguments) throws IOException {
    MethodCode method = method(name);
    return replayer.replay(
        Invocation.of(Value.Call.onStatic(method.reference(), arguments)),
        new Prediction("none", method, 0, 0));
  }

  private static void assertConfirmed(Replay replay, String text) {
    assertEquals(text, replay.text());
    assertTrue(replay.confirmed(), replay::text);
  }

  private static final Value NO_INTS = new Value.BlankArray("[I", 0);
  private static final Value NULL_STRING = new Value.Null("Ljava/lang/String;");

  @Test
  void eachKindIsConfirmedWhereItFails() throws IOException {
    assertConfirmed(
        replay("nullDereference", CheckKind.NULL_DEREFERENCE, 0, NULL_STRING),
        "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"s\" is null");
    assertConfirmed(
        replay("arrayBounds", CheckKind.ARRAY_BOUNDS, 0, NO_INTS, Value.of(0)),
        "java.lang.ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0");
    assertConfirmed(
        replay("divisionByZero", CheckKind.DIVISION_BY_ZERO, 0, Value.of(0)),
        "java.lang.ArithmeticException: / by zero");
    assertTrue(replay("classCast", CheckKind.CLASS_CAST, 0, new Value.Text("x")).confirmed());
    assertConfirmed(
        replay(
            "arrayStore",
            CheckKind.ARRAY_STORE,
            0,
            new Value.BlankArray("[Ljava/lang/String;", 1),
            new Value.ClassLiteral("I")),
        "java.lang.ArrayStoreException: java.lang.Class");
    assertConfirmed(
        replay("negativeArraySize", CheckKind.NEGATIVE_ARRAY_SIZE, 0, Value.of(-5)),
        "java.lang.NegativeArraySizeException: -5");
    assertConfirmed(
        replay("assertion", CheckKind.ASSERTION, 0, Value.of(3)),
        "java.lang.AssertionError: three 3");
  }

  @Test
  void frameNamesMethodInstructionAndLine() throws IOException {
    Replay replay = replay("divisionByZero", CheckKind.DIVISION_BY_ZERO, 0, Value.of(0));
    Frame top = ((Outcome.Threw) replay.outcome()).frames().get(0);
    assertEquals(method("divisionByZero"), top.method().orElseThrow());
    assertEquals(2, top.instruction());
    assertEquals(5, top.line());
  }

  @Test
  void sitesOfOneLineAreToldApart() throws IOException {
    Value some = new Value.BlankArray("[I", 3);
    Value none = new Value.Null("[I");
    assertTrue(replay("twoOnALine", CheckKind.NULL_DEREFERENCE, 0, none, some).confirmed());
    assertFalse(replay("twoOnALine", CheckKind.NULL_DEREFERENCE, 1, none, some).confirmed());
    assertTrue(replay("twoOnALine", CheckKind.NULL_DEREFERENCE, 1, some, none).confirmed());
    assertFalse(replay("twoOnALine", CheckKind.NULL_DEREFERENCE, 0, some, none).confirmed());
  }

  @Test
  void sitesOfOneInstructionAreToldApart() throws IOException {
    Value ints = new Value.BlankArray("[Ljava/lang/Integer;", 9);
    Value short_ = new Value.BlankArray("[Ljava/lang/Integer;", 0);
    for (CheckKind kind :
        List.of(CheckKind.NULL_DEREFERENCE, CheckKind.ARRAY_BOUNDS, CheckKind.ARRAY_STORE)) {
      Value none = new Value.Null("[Ljava/lang/Object;");
      assertEquals(
          kind == CheckKind.NULL_DEREFERENCE, replay("boundsNotNull", kind, 0, none).confirmed());
      assertEquals(
          kind == CheckKind.ARRAY_BOUNDS, replay("boundsNotNull", kind, 0, short_).confirmed());
      assertEquals(
          kind == CheckKind.ARRAY_STORE, replay("boundsNotNull", kind, 0, ints).confirmed());
    }
  }

  @Test
  void methodsOfOneNameAreToldApart() throws IOException {
    MethodCode ofInt = method("overload");
    Prediction first =
        Prediction.of(sites("overload", CheckKind.DIVISION_BY_ZERO).get(0), ofInt).orElseThrow();
    MethodReference ofLong = new MethodReference("a/b/C", "overload", "(J)I");
    Invocation call = Invocation.of(Value.Call.onStatic(ofLong, Value.of(0L)));
    Replay replay = replayer.replay(call, first);
    assertEquals("java.lang.ArithmeticException: / by zero", replay.text());
    assertFalse(replay.confirmed());
  }

  @Test
  void whatDoesNotFailAtTheSiteIsNotConfirmed() throws IOException {
    assertFalse(replay("caught", CheckKind.ARRAY_BOUNDS, 0, NO_INTS).confirmed());
    assertFalse(replay("elsewhere", CheckKind.NULL_DEREFERENCE, 0, NULL_STRING).confirmed());
    assertFalse(replay("inCallee", CheckKind.NULL_DEREFERENCE, 0, NULL_STRING).confirmed());
    assertFalse(
        replay("arrayBounds", CheckKind.ARRAY_BOUNDS, 0, new Value.Null("[I"), Value.of(0))
            .confirmed());
    assertFalse(replay("divisionByZero", CheckKind.DIVISION_BY_ZERO, 0, Value.of(1)).confirmed());
  }

  @Test
  void framesThatTracesUsuallyHideCount() throws IOException {
    MethodReference factory = method("unboxing").reference();
    Value lambda = Value.Call.onStatic(factory);
    Replay replay = replay("hidden", CheckKind.NULL_DEREFERENCE, 0, lambda);
    assertTrue(replay.text().startsWith("java.lang.NullPointerException"), replay::text);
    assertFalse(replay.confirmed());
  }

  @Test
  void whatDoesNotEndIsKilled() throws IOException {
    try (Replayer impatient = open(200)) {
      MethodCode method = method("endless");
      Invocation call = Invocation.of(Value.Call.onStatic(method.reference()));
      Prediction any = new Prediction("none", method, 0, 0);
      assertInstanceOf(Outcome.TimedOut.class, impatient.replay(call, any).outcome());
      assertInstanceOf(Outcome.TimedOut.class, impatient.replay(call, any).outcome());
    }
  }

  @Test
  void exhaustionIsReportedInOrder() throws IOException {
    assertTrue(run("recursion", Value.of(0)).text().startsWith("java.lang.StackOverflowError"));
    assertTrue(run("huge").text().startsWith("java.lang.OutOfMemoryError"));
    Outcome filled = run("fill").outcome();
    assertTrue(
        filled instanceof Outcome.Died || filled.text().startsWith("java.lang.OutOfMemoryError"),
        filled::text);
    assertTrue(run("deepClassLoading", Value.of(0)).text().contains("Error"));
    assertTrue(replay("divisionByZero", CheckKind.DIVISION_BY_ZERO, 0, Value.of(0)).confirmed());
  }

  @Test
  void nothingIsLeftFromOneCallToTheNext() throws IOException {
    assertEquals("the call returned", run("counts").text());
    assertEquals("the call returned", run("counts").text());
  }

  @Test
  void programSeesItsResourcesAndItsOutputIsSwallowed() throws IOException {
    assertConfirmed(
        replay("resource", CheckKind.DIVISION_BY_ZERO, 0),
        "java.lang.ArithmeticException: / by zero");
    assertTrue(replay("prints", CheckKind.ARRAY_BOUNDS, 0).confirmed());
  }

  @Test
  void impossiblePlanIsNotRun() throws IOException {
    assertInstanceOf(Outcome.Refused.class, run("divisionByZero").outcome());
  }

  @Test
  void thousandInARowInOneProcess() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      assertTrue(replay("divisionByZero", CheckKind.DIVISION_BY_ZERO, 0, Value.of(0)).confirmed());
    }
    assertTrue(replayer.processesStarted() < 20, () -> replayer.processesStarted() + " processes");
  }
}
