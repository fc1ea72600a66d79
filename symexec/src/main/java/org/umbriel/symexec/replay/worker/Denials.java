package org.umbriel.symexec.replay.worker;

import java.util.ArrayList;
import java.util.List;

/** The first few refusals of a witness. */
final class Denials {
  private final List<String> seen = new ArrayList<>();

  synchronized void add(String what) {
    if (seen.size() < Observation.MAX_DENIED) {
      seen.add(what);
    }
  }

  synchronized List<String> take() {
    List<String> taken = List.copyOf(seen);
    seen.clear();
    return taken;
  }
}
