package org.umbriel.symexec.path;

import java.util.Set;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.site.Assumption;

/** What is known of values that code outside an execution makes. */
public interface Summaries {

  /** Nothing is known. */
  Summaries NONE =
      new Summaries() {
        @Override
        public ValueFact returned(Instruction.Invoke call) {
          return ValueFact.NONE;
        }

        @Override
        public ValueFact held(FieldReference field) {
          return ValueFact.NONE;
        }
      };

  /** What a call leaves on the stack, if it returns. */
  ValueFact returned(Instruction.Invoke call);

  /** What a field holds whenever it is read outside its class's constructors and initialisers. */
  ValueFact held(FieldReference field);

  /**
   * A fact about a value.
   *
   * @param nonNull whether a reference is not null
   * @param low least value of an int or long
   * @param high greatest value
   * @param assumptions what the fact relies on
   */
  record ValueFact(boolean nonNull, long low, long high, Set<Assumption> assumptions) {
    public static final ValueFact NONE =
        new ValueFact(false, Long.MIN_VALUE, Long.MAX_VALUE, Set.of());

    public ValueFact {
      assumptions = Set.copyOf(assumptions);
    }

    /** The fact that a reference is not null. */
    public static ValueFact nonNull(Set<Assumption> assumptions) {
      return new ValueFact(true, Long.MIN_VALUE, Long.MAX_VALUE, assumptions);
    }
  }
}
