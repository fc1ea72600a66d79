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
import org.umbriel.symexec.replay.Subject;

class PlanValidatorTest {
  private static final Map<String, String> SOURCES =
      Map.of(
          "a/C.java",
          """
          package a;
          public class C extends other.Base {
            private C(int secret) {}
            C() {}
            private static void hidden() {}
            static void near(other.Open o) {}
            protected void guarded() {}
            private static class Own { Own() {} }
            static final int CONSTANT = 1;
            public class Inner { public Inner() {} }
            public static abstract class Abstract { public Abstract() {} }
          }
          """,
          "other/Base.java",
          """
          package other;
          class Hidden { public void inherited() {} }
          public class Base extends Hidden {
            protected void far() {}
            void farther() {}
            protected Base() {}
          }
          """,
          "other/Open.java",
          """
          package other;
          public class Open {
            public Open() {}
            protected Open(int i) {}
            Open(long i) {}
            static class Package { public Package() {} }
            protected static class Guarded { public Guarded() {} }
          }
          """);

  private static PlanValidator validator;

  @BeforeAll
  static void compile() throws IOException {
    validator = new PlanValidator(Subject.of(SOURCES).program());
  }

  private static final Value.Call C = Value.Call.construct("a/C", "()V");
  private static final Value.Call OPEN = Value.Call.construct("other/Open", "()V");

  private static Value.Call near(Value open) {
    return Value.Call.onStatic(new MethodReference("a/C", "near", "(Lother/Open;)V"), open);
  }

  private static Value.Call on(Value object, String owner, String name) {
    return Value.Call.on(object, new MethodReference(owner, name, "()V"));
  }

  private static void assertPossible(Value.Call call) {
    assertEquals(Optional.empty(), validator.problem(Invocation.of(call)));
  }

  private static void assertProblem(String problem, Value.Call call) {
    assertEquals(Optional.of(problem), validator.problem(Invocation.of(call)));
  }

  @Test
  void membersOfTheSamePackageAreAccessibleUnlessPrivate() {
    assertPossible(C);
    assertPossible(near(OPEN));
    assertPossible(on(C, "a/C", "guarded"));
    assertProblem(
        "a/C.<init>(I)V is not accessible", Value.Call.construct("a/C", "(I)V", Value.of(1)));
    assertProblem(
        "a/C.hidden()V is not accessible",
        Value.Call.onStatic(new MethodReference("a/C", "hidden", "()V")));
    assertProblem("a/C$Own is not accessible", Value.Call.construct("a/C$Own", "()V"));
  }

  @Test
  void ofOtherPackagesOnlyWhatIsPublic() {
    assertProblem(
        "other/Open.<init>(I)V is not accessible",
        near(Value.Call.construct("other/Open", "(I)V", Value.of(1))));
    assertProblem(
        "other/Open.<init>(J)V is not accessible",
        near(Value.Call.construct("other/Open", "(J)V", Value.of(1L))));
    assertProblem("a/C.far()V is not accessible", on(C, "a/C", "far"));
    assertProblem("a/C.farther()V is not accessible", on(C, "a/C", "farther"));
    assertProblem(
        "other/Open$Package is not accessible",
        near(Value.Call.construct("other/Open$Package", "()V")));
    assertProblem(
        "other/Open$Guarded is not accessible",
        near(Value.Call.construct("other/Open$Guarded", "()V")));
  }

  @Test
  void publicMembersOfHiddenSuperclassesAreInherited() {
    assertPossible(on(C, "a/C", "inherited"));
    Step onHidden = new Step.Run(on(C, "other/Hidden", "inherited"));
    assertEquals(
        Optional.of("other/Hidden is not accessible"),
        validator.problem(new Invocation(List.of(onHidden), C)));
  }

  @Test
  void platformIsPublicApiOnly() {
    MethodReference near = new MethodReference("a/C", "near", "(Lother/Open;)V");
    assertProblem(
        "no test can stand in package java.util",
        Value.Call.construct("java/util/ArrayList", "()V"));
    assertProblem(
        "jdk/internal/misc/Unsafe is internal to the platform",
        Value.Call.onStatic(near, Value.Call.construct("jdk/internal/misc/Unsafe", "()V")));
    assertProblem(
        "java/util/ImmutableCollections is not accessible",
        Value.Call.onStatic(near, Value.Call.construct("java/util/ImmutableCollections", "()V")));
  }

  @Test
  void typesFit() {
    assertProblem(
        "a value of type Ljava/lang/String; where Lother/Open; is expected",
        near(new Value.Text("")));
    assertProblem(
        "a/C.near(Lother/Open;)V takes 1 arguments",
        Value.Call.onStatic(new MethodReference("a/C", "near", "(Lother/Open;)V")));
    assertProblem("no local 0 of type Lother/Open;", near(new Value.Local(0, "Lother/Open;")));
    assertProblem("no class none/C", near(new Value.Null("Lnone/C;")));
    assertProblem("no method a/C.none()V", on(C, "a/C", "none"));
    assertProblem(
        "a/C.guarded()V is called the wrong way", on(new Value.Null("La/C;"), "a/C", "guarded"));
    assertProblem(
        "a/C$Abstract cannot be instantiated", Value.Call.construct("a/C$Abstract", "()V"));
    assertProblem(
        "a/C$Inner.<init>(La/C;)V without an outer object",
        Value.Call.construct("a/C$Inner", "(La/C;)V", new Value.Null("La/C;")));
  }

  @Test
  void constantsAreNotWritten() {
    Step put =
        new Step.Put(new FieldReference("a/C", "CONSTANT", "I"), Optional.empty(), Value.of(2));
    assertEquals(
        Optional.of("a/C.CONSTANT:I is final"), validator.problem(new Invocation(List.of(put), C)));
  }

  @Test
  void plansAreBounded() {
    Value deep = new Value.BlankArray("[I", 0);
    String type = "[I";
    for (int i = 0; i < 200; i++) {
      type = "[" + type;
      deep = new Value.Array(type, List.of(deep));
    }
    assertProblem("too large for one method", near(deep));
    assertProblem(
        "too large for one method",
        near(
            new Value.Array(
                "[Ljava/lang/String;",
                List.of(new Value.Text("x".repeat(60_001)), new Value.Text("x")))));
  }
}
