package org.umbriel.symexec.fact.method;

import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.Types;

/**
 * Answers what one method's analysis asks about everything outside the method. Asking makes the
 * method depend on the answer.
 */
public interface World {

  Types types();

  /** What holds of a value of a declared type, read or returned from anywhere. */
  Fact declared(String descriptor);

  /** What the method is called with; position 0 is the receiver of an instance method. */
  Fact argument(int position);

  /** The declaration that a field reference resolves to. */
  Optional<FieldUnit> field(FieldReference reference);

  /** The fields that the method's class declares. */
  Set<FieldReference> ownFields();

  /**
   * What a read of a field gives where the place's content is not known; empty while nothing that
   * writes it has been analysed, so that nothing behind the read is known to be reached yet.
   */
  Optional<Fact> content(FieldUnit field);

  /** What it rests on that a second read gives the same, if nothing between them wrote it. */
  Support rereading(FieldUnit field);

  /** Likewise for an array's element. */
  Support rereadingElement();

  /**
   * What is known of a call; empty while the callee is still to be analysed, so that nothing behind
   * the call is known to be reached yet.
   *
   * @param operands what is known of the receiver and the arguments, by position
   */
  Optional<MethodSummary> call(
      int instruction, Instruction.Invoke call, IntFunction<ReferenceFact> operands);

  /** What an {@code invokedynamic} gives. */
  MethodSummary link(Instruction.InvokeDynamic call);

  /** Whether initialising a class can run code that changes what the method has read. */
  boolean initialisesQuietly(String className);
}
