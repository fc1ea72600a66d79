package org.umbriel.symexec.replay.plan;

import java.util.Optional;
import org.umbriel.metadata.classfile.FieldReference;

/** One statement that prepares the call. */
public sealed interface Step {

  <R> R accept(Visitor<R> visitor);

  /** A fold over the forms. */
  interface Visitor<R> {
    R let(Let step);

    R run(Run step);

    R put(Put step);
  }

  /** Binds a value to the next {@link Value.Local}. */
  record Let(Value value) implements Step {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.let(this);
    }
  }

  /** Calls a method, a setter say, and drops its result. */
  record Run(Value.Call call) implements Step {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.run(this);
    }
  }

  /** Writes a field; without an object, a static one. */
  record Put(FieldReference field, Optional<Value> object, Value value) implements Step {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.put(this);
    }
  }
}
