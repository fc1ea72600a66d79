package org.umbriel.shadow.link;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class SharedTest {
  @Test
  void runtimesOfOtherLoadersHaveTheSameState() throws Exception {
    try (URLClassLoader other = HandMade.loader(HandMade.runtime())) {
      Class<?> another = other.loadClass(Shared.class.getName());
      assertNotSame(Shared.class, another);
      assertSame(Shared.state(), another.getMethod("state").invoke(null));
    }
  }

  @Test
  void systemPropertiesAreStillText() {
    Shared.state();
    assertTrue(System.getProperties().values().stream().allMatch(value -> value instanceof String));
  }
}
