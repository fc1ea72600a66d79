package org.umbriel.metadata.verify.code;

import org.umbriel.metadata.verify.format.ClassShape;
import org.umbriel.metadata.verify.format.Quote;
import org.umbriel.metadata.verify.type.Types;

/** Types in messages, as they are written in Java. */
public final class TypeText {
  private static final String[] SMALL = {
    "nothing",
    "int",
    "float",
    "long",
    "double",
    "half a long",
    "half a double",
    "uninitialized this",
    "boolean",
    "byte",
    "char",
    "short",
  };

  private final CodeContext code;

  /** Texts for the class that a context is in. */
  public TypeText(CodeContext code) {
    this.code = code;
  }

  /** A type in words. */
  public String of(int type) {
    if (type == Types.NULL) {
      return "null";
    }
    if (Types.isNew(type)) {
      return "the uninitialized object of " + Types.newAt(type);
    }
    if (!Types.isReference(type)) {
      return SMALL[type];
    }
    int dimensions = Types.dimensions(type);
    int element = type;
    for (int i = 0; i < dimensions; i++) {
      element = Types.component(element);
    }
    ClassShape shape = code.shape();
    String name =
        Types.isReference(element)
            ? Quote.of(shape.symbols().text(Types.name(element)))
            : SMALL[element];
    return name + "[]".repeat(dimensions);
  }
}
