package org.umbriel.nativeinterop.type;

import java.util.Optional;
import java.util.function.Function;
import org.umbriel.nativeinterop.NativeException;

/**
 * A name with its type, as C declares it (C11, 6.7): {@code struct point {int x; int y;}
 * move(struct point, double)}.
 */
public record Declaration(String name, CType type) {

  /** A function's declaration. */
  public static Declaration parse(String text, Function<String, Optional<CType>> types) {
    Declaration read = new DeclarationParser(text, types).parseAll();
    if (!(read.type() instanceof FunctionType)) {
      throw new NativeException(text + ": that is " + read.type().text() + ", not a function");
    }
    if (read.name().isEmpty()) {
      throw new NativeException(text + ": the function has no name");
    }
    return read;
  }

  /** The type of a function, or of a pointer to one, without a name. */
  public static FunctionType parseFunction(String text, Function<String, Optional<CType>> types) {
    CType type = new DeclarationParser(text, types).parseAll().type();
    if (type instanceof PointerType pointer) {
      type = pointer.target();
    }
    if (type instanceof FunctionType function) {
      return function;
    }
    throw new NativeException(text + ": that is " + type.text() + ", not a function");
  }

  /** The type, known to be one of a function. */
  public FunctionType function() {
    return (FunctionType) type;
  }
}
