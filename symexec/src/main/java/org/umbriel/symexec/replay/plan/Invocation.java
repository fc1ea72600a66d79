package org.umbriel.symexec.replay.plan;

import java.util.List;

/**
 * A concrete call, from nothing: the steps in their order, then the call. It stands in the package
 * of the class it calls, as a unit test does, and may so use what is package-private or protected
 * there; {@link PlanValidator} says whether it may.
 */
public record Invocation(List<Step> steps, Value.Call call) {
  public Invocation {
    steps = List.copyOf(steps);
  }

  /** A call that needs no preparation. */
  public static Invocation of(Value.Call call) {
    return new Invocation(List.of(), call);
  }

  /** Internal name of the package it stands in; empty text for the unnamed one. */
  public String packageName() {
    return packageOf(call.method().owner());
  }

  static String packageOf(String internalName) {
    return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
  }
}
