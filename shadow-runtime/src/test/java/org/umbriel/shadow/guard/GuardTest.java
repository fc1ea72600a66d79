package org.umbriel.shadow.guard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GuardTest {
  private static final String SELF = GuardTest.class.getName().replace('.', '/');
  private static final String HERE =
      "P."
          + Guard.platform(
              System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"));

  private static boolean holds(String assumptions) {
    return Guard.holds(GuardTest.class, assumptions);
  }

  @Test
  void thePlatform() {
    assertTrue(holds(HERE));
    assertTrue(holds("P.1234" + HERE.substring(1)));
    assertFalse(holds("P." + Guard.platform("Somebody 1.0")));
  }

  @Test
  void theSameJar() {
    assertTrue(holds("J." + SELF));
    assertFalse(holds("J.java/lang/String"), "of another loader");
    assertFalse(holds("J.org/umbriel/shadow/guard/Guard"), "of another folder");
    assertFalse(holds("J.q/Absent"));
  }

  @Test
  void whatIsUnknownDoesNotHold() {
    assertFalse(holds("D." + SELF + ".0123456789abcdef"), "no index");
    assertFalse(holds("X.what"));
    assertFalse(holds(""));
    assertFalse(holds("D." + SELF));
  }

  @Test
  void allHaveToHold() {
    assertTrue(holds(HERE + ";J." + SELF));
    assertFalse(holds(HERE + ";J.q/Absent"));
  }
}
