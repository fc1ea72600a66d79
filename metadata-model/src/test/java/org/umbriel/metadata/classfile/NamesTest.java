package org.umbriel.metadata.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Type;

/** Descriptors and names: {@link MethodDescriptor}, {@link JavaNames}. */
final class NamesTest {

  @Provide
  Arbitrary<String> types() {
    Arbitrary<String> elements =
        Arbitraries.of("B", "C", "D", "F", "I", "J", "S", "Z", "LA;", "Ljava/lang/String;");
    return Combinators.combine(Arbitraries.integers().between(0, 4), elements)
        .as((dimensions, element) -> "[".repeat(dimensions) + element);
  }

  @Property(tries = 300)
  void descriptorsComeApartAsAsmTakesThem(
      @ForAll("descriptors") String descriptor, @ForAll boolean isStatic) {
    MethodDescriptor parsed = MethodDescriptor.parse(descriptor);
    Type[] expected = Type.getArgumentTypes(descriptor);

    assertEquals(Type.getReturnType(descriptor).getDescriptor(), parsed.returnType());
    assertEquals(expected.length, parsed.parameters().size());
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < expected.length; i++) {
      String parameter = parsed.parameters().get(i);
      assertEquals(expected[i].getDescriptor(), parameter);
      assertEquals(expected[i].getSize(), MethodDescriptor.slots(parameter));
      assertEquals(expected[i].getSort() >= Type.ARRAY, MethodDescriptor.isReference(parameter));
      assertEquals(slot, parsed.slotOf(i, isStatic));
      assertTrue(MethodDescriptor.isType(parameter));
      slot += expected[i].getSize();
    }
  }

  @Provide
  Arbitrary<String> descriptors() {
    return Combinators.combine(
            types().list().ofMaxSize(6), types().injectDuplicates(0.1), Arbitraries.of(true, false))
        .as(
            (types, result, isVoid) ->
                "(" + String.join("", types) + ")" + (isVoid ? "V" : result));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "I",
        "()",
        "(",
        ")V",
        "(V)V",
        "()VV",
        "()II",
        "(L)V",
        "(L;)V",
        "(La)V",
        "([)V",
        "()[",
        "()[V",
        "(X)V",
        "(I",
        "(I)",
        "(Ljava/lang/String)V",
        "()Ljava/lang/String"
      })
  void whatIsNoMethodDescriptorIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> MethodDescriptor.parse(text));
  }

  @Test
  void parametersTakeAtMost255Words() {
    assertEquals(255, MethodDescriptor.parse("(" + "I".repeat(255) + ")V").parameters().size());
    assertThrows(
        IllegalArgumentException.class, () -> MethodDescriptor.parse("(" + "J".repeat(128) + ")V"));
    assertTrue(MethodDescriptor.isType("[".repeat(255) + "I"));
    assertFalse(MethodDescriptor.isType("[".repeat(256) + "I"));
  }

  @Test
  void namesReadAsInJavaSource() {
    assertEquals(
        "a.b.C$D.m(char[], java.util.Map$Entry[][], long)",
        JavaNames.method(new MethodReference("a/b/C$D", "m", "([C[[Ljava/util/Map$Entry;J)V")));
    assertEquals("C.<init>()", JavaNames.method(new MethodReference("C", "<init>", "()V")));
    assertEquals("int[][]", JavaNames.type("[[I"));
    assertEquals("java.lang.String[]", JavaNames.type("[Ljava/lang/String;"));
    assertEquals("a.b.C", JavaNames.type("a/b/C"));
    List<Class<?>> types =
        List.of(
            void.class,
            boolean.class,
            byte.class,
            char.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class,
            String.class,
            int[][].class,
            String[].class);
    for (Class<?> type : types) {
      assertEquals(type.getTypeName(), JavaNames.ofDescriptor(type.descriptorString()));
    }
  }

  @Test
  void annotationsHaveSimpleNames() {
    assertEquals("Nullable", new AnnotationUse("Lorg/a/Nullable;", true).simpleName());
    assertEquals("Inner", new AnnotationUse("La/Outer$Inner;", true).simpleName());
    assertEquals("A", new AnnotationUse("LA;", false).simpleName());
  }
}
