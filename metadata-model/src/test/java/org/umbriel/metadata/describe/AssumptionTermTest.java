package org.umbriel.metadata.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Assumption;

class AssumptionTermTest {
  private static final MethodReference METHOD = new MethodReference("a/b/C", "m", "([CI)C");

  @Test
  void termsAreWrittenOut() {
    assertEquals("no-heap-pollution", write(new Assumption.NoHeapPollution()));
    assertEquals("(same-code \"a/b/C\" \"3f9c\")", write(new Assumption.SameCode("a/b/C", "3f9c")));
    assertEquals(
        "(contract-kept (method-reference \"a/b/C\" \"m\" \"([CI)C\") 0 \"(= n \"\"x\"\")\")",
        write(new Assumption.ContractKept(METHOD, 0, "(= n \"x\")")));
    assertEquals(
        "(and (same-code \"a\" \"1\") no-heap-pollution)",
        write(new Assumption.NoHeapPollution(), new Assumption.SameCode("a", "1")));
  }

  private static String write(Assumption... assumptions) {
    return AssumptionTerm.write(Set.of(assumptions));
  }

  /** Of every kind that there is, with awkward components. */
  @Test
  void everyKindComesBack() throws ReflectiveOperationException {
    Set<Assumption> all = new HashSet<>();
    for (String text : List.of("", "a b", "\"", "(\"", "\\ \u00fc\n")) {
      for (Class<?> kind : Assumption.class.getPermittedSubclasses()) {
        Assumption assumption = (Assumption) make(kind, text);
        all.add(assumption);
        assertEquals(Set.of(assumption), AssumptionTerm.read(write(assumption)));
      }
    }
    assertEquals(all, AssumptionTerm.read(AssumptionTerm.write(all)));
  }

  private static Object make(Class<?> record, String text) throws ReflectiveOperationException {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] =
          types[i] == String.class ? text : types[i] == int.class ? i : make(types[i], text);
    }
    Constructor<?> constructor = record.getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }

  @Test
  void otherTextsAreRefused() {
    for (String text :
        List.of(
            "",
            "x",
            "(",
            "()",
            "(same-code \"a\")",
            "(same-code \"a\" 1)",
            "(same-code \"a\" \"b",
            "(and x)",
            "(platform 1 2) 3",
            "(".repeat(100_000))) {
      assertThrows(IllegalArgumentException.class, () -> AssumptionTerm.read(text), () -> text);
    }
    assertEquals(List.of("(and x)"), AssumptionTerm.explain("(and x)"));
  }
}
