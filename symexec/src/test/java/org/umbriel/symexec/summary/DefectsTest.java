package org.umbriel.symexec.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.replay.Subject;

/** A method on which the checker fails is named; nothing else suffers. */
class DefectsTest {

  @Test
  void aFailureCostsItsMethodOnly() throws IOException {
    List<MethodCode> methods =
        Subject.of(Map.of("a/C.java", "package a; class C { void f() {} void g() {} }"))
            .program()
            .units()
            .get(0)
            .methods();
    MethodCode broken = methods.get(1);
    MethodCode fine = methods.get(2);
    Defects defects = new Defects();

    assertEquals(Optional.of(7), defects.guarded(fine, () -> 7));
    assertEquals(Optional.empty(), defects.guarded(broken, () -> List.of().get(3)));
    assertEquals(Optional.empty(), defects.guarded(broken, () -> endless(1)));

    assertTrue(defects.of(fine).isEmpty());
    assertTrue(defects.of(broken).orElseThrow().contains("ArrayIndexOutOfBoundsException"));
    assertEquals(1, defects.lines().size());
    assertTrue(
        defects.lines().get(0).contains("a defect of the checker"), defects.lines()::toString);
  }

  private static int endless(int depth) {
    return endless(depth + 1) + depth;
  }
}
