package org.umbriel.metadata.dwarf.type;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.entry.Encoding;

/**
 * A type as its entry describes it (DWARF 5, section 5). Types that it is made of are entries
 * still, since types are cyclic: {@link Types#of} reads the next one.
 */
public sealed interface DataType {

  /** Bytes that a value takes, if the type is complete. */
  OptionalLong size();

  <R> R accept(Visitor<R> visitor);

  /** {@code int}, {@code double}: a type that is made of no others. */
  record Base(String name, OptionalLong size, Encoding encoding) implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A pointer or a reference.
   *
   * @param target empty for {@code void}
   */
  record Pointer(OptionalLong size, Optional<Die> target, boolean isReference) implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A structure, a class or a union.
   *
   * @param name empty if it has none
   * @param isDeclaration whether all that is known is its name
   */
  record Structure(
      Kind kind, String name, OptionalLong size, boolean isDeclaration, List<Member> members)
      implements DataType {
    public Structure {
      members = List.copyOf(members);
    }

    /** What word declares it. */
    public enum Kind {
      STRUCT("struct"),
      CLASS("class"),
      UNION("union");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      public String word() {
        return word;
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * @param dimensions number of elements, outermost first; empty where nobody knows
   */
  record Array(OptionalLong size, Optional<Die> element, List<OptionalLong> dimensions)
      implements DataType {
    public Array {
      dimensions = List.copyOf(dimensions);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * @param underlying the integer type that its values have, where it is said
   */
  record Enumeration(
      String name, OptionalLong size, Optional<Die> underlying, List<Enumerator> constants)
      implements DataType {
    public Enumeration {
      constants = List.copyOf(constants);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A name for a value. */
  record Enumerator(String name, BigInteger value) {}

  /** Another name for a type. */
  record Alias(String name, OptionalLong size, Optional<Die> target) implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A type with a word before it.
   *
   * @param word such as {@code const}
   */
  record Qualified(String word, OptionalLong size, Optional<Die> target) implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * What a pointer to a function points to.
   *
   * @param result empty for {@code void}
   */
  record Routine(Optional<Die> result, List<Parameter> parameters, boolean isVariadic)
      implements DataType {
    public Routine {
      parameters = List.copyOf(parameters);
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A type that C does not have, such as a set or a pointer to a member. */
  record Other(String word, String name, OptionalLong size) implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** One method for each kind of type. */
  interface Visitor<R> {
    R visit(Base base);

    R visit(Pointer pointer);

    R visit(Structure structure);

    R visit(Array array);

    R visit(Enumeration enumeration);

    R visit(Alias alias);

    R visit(Qualified qualified);

    R visit(Routine routine);

    R visit(Other other);
  }
}
