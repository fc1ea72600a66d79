package org.umbriel.symexec.replay.attack;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.function.ToIntFunction;

/** Defined anew, with all permissions, by an attack. */
public final class Reader implements ToIntFunction<String> {
  @Override
  public int applyAsInt(String folder) {
    try (FileInputStream in = new FileInputStream(folder + "/secret")) {
      return in.readAllBytes().length;
    } catch (IOException e) {
      return -1;
    }
  }
}
