package org.umbriel.symexec.explore.library;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

class RegistryTest {
  @Test
  void eachGroupKeepsToTheClassesThatItPromised() {
    Registry registry = new Registry();
    Models.promiseTo(registry);
    for (String owner : registry.owners()) {
      assertDoesNotThrow(() -> registry.find(owner, "none", "()V"), owner);
    }
    assertNotNull(registry.find("java/lang/String", "length", "()I"));
  }
}
