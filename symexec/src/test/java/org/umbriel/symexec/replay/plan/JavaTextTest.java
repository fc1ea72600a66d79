package org.umbriel.symexec.replay.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.replay.Subject;

class JavaTextTest {
  private static final String SOURCE =
      """
      package a.b;
      public class C {
        public int f;
        public static int count;
        public void m(char[] c, int n) {}
        public void over(Object o) {}
        public void over(String s) {}
        public static void var(Object... o) {}
        public static void prim(byte b, short s, char c, long j, float f, double d, boolean z) {}
        public static <T> T id(T x) { return x; }
        public enum Color { RED }
        public static class Nested { public Nested(String s) {} }
        public class Inner { public Inner(int i) {} public void run() {} }
      }
      """;

  private static Program program;
  private static JavaText java;

  @BeforeAll
  static void compile() throws IOException {
    program = Subject.of(Map.of("a/b/C.java", SOURCE)).program();
    java = new JavaText(program);
  }

  private static final Value.Call C = Value.Call.construct("a/b/C", "()V");

  private static MethodReference method(String name, String descriptor) {
    return new MethodReference("a/b/C", name, descriptor);
  }

  private static void assertText(String expected, Value.Call call) {
    assertEquals(Optional.empty(), new PlanValidator(program).problem(Invocation.of(call)));
    assertEquals(expected, java.expression(Invocation.of(call)));
  }

  @Test
  void callOnNewObject() {
    assertText(
        "new a.b.C().m(new char[0], 0)",
        Value.Call.on(C, method("m", "([CI)V"), new Value.BlankArray("[C", 0), Value.of(0)));
  }

  @Test
  void castsStandWhereOverloadsCompete() {
    Value none = new Value.Null("Ljava/lang/String;");
    assertText(
        "new a.b.C().over((java.lang.Object) null)",
        Value.Call.on(C, method("over", "(Ljava/lang/Object;)V"), none));
    assertText(
        "new a.b.C().over((java.lang.Object) \"x\")",
        Value.Call.on(C, method("over", "(Ljava/lang/Object;)V"), new Value.Text("x")));
    assertText(
        "new a.b.C().over(\"x\")",
        Value.Call.on(C, method("over", "(Ljava/lang/String;)V"), new Value.Text("x")));
    assertText(
        "new a.b.C.Nested(null)",
        Value.Call.construct("a/b/C$Nested", "(Ljava/lang/String;)V", none));
    assertText(
        "a.b.C.var((java.lang.Object[]) null)",
        Value.Call.onStatic(
            method("var", "([Ljava/lang/Object;)V"), new Value.Null("[Ljava/lang/Object;")));
  }

  @Test
  void primitivesAreOfTheirType() {
    assertText(
        "a.b.C.prim((byte) -1, (short) 2, '\\u0000', 3L, -0.0f, Double.NaN, true)",
        Value.Call.onStatic(
            method("prim", "(BSCJFDZ)V"),
            Value.of((byte) -1),
            Value.of((short) 2),
            Value.of('\0'),
            Value.of(3L),
            Value.of(-0.0f),
            Value.of(Double.NaN),
            Value.of(true)));
  }

  @Test
  void arraysStringsConstantsAndLiterals() {
    MethodReference id = method("id", "(Ljava/lang/Object;)Ljava/lang/Object;");
    assertText(
        "a.b.C.id(new byte[] {1, -1})",
        Value.Call.onStatic(
            id, new Value.Array("[B", List.of(Value.of((byte) 1), Value.of((byte) -1)))));
    assertText(
        "a.b.C.id(new int[3][][])", Value.Call.onStatic(id, new Value.BlankArray("[[[I", 3)));
    assertText(
        "a.b.C.id(\"a\\\"\\\\\\n\\u20ac'\")",
        Value.Call.onStatic(id, new Value.Text("a\"\\\n\u20ac'")));
    assertText(
        "a.b.C.id(a.b.C.Color.RED)",
        Value.Call.onStatic(
            id, new Value.StaticField(new FieldReference("a/b/C$Color", "RED", "La/b/C$Color;"))));
    assertText("a.b.C.id(int[].class)", Value.Call.onStatic(id, new Value.ClassLiteral("[I")));
  }

  @Test
  void innerObjectIsMadeByItsOuterOne() {
    assertText(
        "new a.b.C().new Inner(7).run()",
        Value.Call.on(
            Value.Call.construct("a/b/C$Inner", "(La/b/C;I)V", C, Value.of(7)),
            new MethodReference("a/b/C$Inner", "run", "()V")));
  }

  @Test
  void stepsPrepare() {
    Value.Local c = new Value.Local(0, "La/b/C;");
    Invocation plan =
        new Invocation(
            List.of(
                new Step.Let(C),
                new Step.Put(new FieldReference("a/b/C", "f", "I"), Optional.of(c), Value.of(3)),
                new Step.Put(
                    new FieldReference("a/b/C", "count", "I"), Optional.empty(), Value.of(4)),
                new Step.Run(
                    Value.Call.on(c, method("over", "(Ljava/lang/String;)V"), new Value.Text("")))),
            Value.Call.on(c, method("over", "(Ljava/lang/Object;)V"), c));
    assertEquals(Optional.empty(), new PlanValidator(program).problem(plan));
    assertEquals(
        "a.b.C v0 = new a.b.C(); v0.f = 3; a.b.C.count = 4; v0.over(\"\");"
            + " v0.over((java.lang.Object) v0)",
        java.expression(plan));
  }
}
