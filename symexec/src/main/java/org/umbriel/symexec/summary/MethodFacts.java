package org.umbriel.symexec.summary;

import java.util.List;
import java.util.Map;
import org.umbriel.metadata.classfile.MethodCode;

/**
 * What is known inside a method, all by the index of an instruction.
 *
 * @param results what it pushes
 * @param calls what it does
 * @param locals what holds just before it; given for the first instruction and for the heads of
 *     loops
 */
public record MethodFacts(
    Map<Integer, List<ValueFact>> results,
    Map<Integer, CallFacts> calls,
    Map<Integer, LocalFacts> locals) {
  public static final MethodFacts NONE = new MethodFacts(Map.of(), Map.of(), Map.of());

  /** Gives what is known inside methods; safe for use by many threads. */
  public interface Source {
    /** Nothing is known. */
    Source NOTHING = method -> NONE;

    MethodFacts of(MethodCode method);
  }
}
