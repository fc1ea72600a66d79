package org.umbriel.metadata.dwarf.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.type.DataType.Alias;
import org.umbriel.metadata.dwarf.type.DataType.Array;
import org.umbriel.metadata.dwarf.type.DataType.Base;
import org.umbriel.metadata.dwarf.type.DataType.Enumeration;
import org.umbriel.metadata.dwarf.type.DataType.Other;
import org.umbriel.metadata.dwarf.type.DataType.Pointer;
import org.umbriel.metadata.dwarf.type.DataType.Qualified;
import org.umbriel.metadata.dwarf.type.DataType.Routine;
import org.umbriel.metadata.dwarf.type.DataType.Structure;
import org.umbriel.metadata.elf.MalformedObjectException;

/** Types as C writes them: {@code const char *}, {@code int (*)(void *, ...)}. */
public final class TypeText {
  private static final int DEEPEST = 30;

  /** Parts of one text, at most: a function may take itself, more than once. */
  private static final int MOST_PARTS = 2000;

  private int parts;

  private TypeText() {}

  /**
   * @param type empty for {@code void}
   */
  public static String of(Optional<Die> type) throws MalformedObjectException {
    return declaration(type, "");
  }

  /** The declaration of something of that type: {@code int (*compare)(void *)}. */
  public static String declaration(Optional<Die> type, String name)
      throws MalformedObjectException {
    return new TypeText().declare(type, name, 0);
  }

  private String declare(Optional<Die> die, String declarator, int depth)
      throws MalformedObjectException {
    if (die.isEmpty()) {
      return join("void", declarator);
    }
    if (depth > DEEPEST || ++parts > MOST_PARTS) {
      return join("...", declarator);
    }
    DataType type = Types.of(die.get());
    if (type instanceof Pointer pointer) {
      return declarePointer(pointer, declarator, depth);
    }
    if (type instanceof Array array) {
      return declare(array.element(), grouped(declarator) + bounds(array), depth + 1);
    }
    if (type instanceof Routine routine) {
      String parameters = parameters(routine.parameters(), routine.isVariadic(), depth);
      return declare(routine.result(), grouped(declarator) + parameters, depth + 1);
    }
    if (type instanceof Qualified qualified) {
      boolean ofPointer = isPointer(qualified.target());
      return ofPointer
          ? declare(qualified.target(), join(qualified.word(), declarator), depth + 1)
          : qualified.word() + " " + declare(qualified.target(), declarator, depth + 1);
    }
    return join(type.accept(new Names()), declarator);
  }

  private static boolean isPointer(Optional<Die> die) throws MalformedObjectException {
    return die.isPresent() && Types.of(die.get()) instanceof Pointer;
  }

  private String declarePointer(Pointer pointer, String declarator, int depth)
      throws MalformedObjectException {
    return declare(pointer.target(), (pointer.isReference() ? "&" : "*") + declarator, depth + 1);
  }

  /** A pointer to an array or a function wants brackets. */
  private static String grouped(String declarator) {
    return declarator.startsWith("*") || declarator.startsWith("&")
        ? "(" + declarator + ")"
        : declarator;
  }

  private static String bounds(Array array) {
    StringBuilder bounds = new StringBuilder();
    List<OptionalLong> dimensions = array.dimensions();
    for (OptionalLong dimension :
        dimensions.isEmpty() ? List.of(OptionalLong.empty()) : dimensions) {
      bounds.append('[').append(dimension.isPresent() ? dimension.getAsLong() : "").append(']');
    }
    return bounds.toString();
  }

  private String parameters(List<Parameter> parameters, boolean isVariadic, int depth)
      throws MalformedObjectException {
    List<String> texts = new ArrayList<>();
    for (Parameter parameter : parameters) {
      texts.add(declare(parameter.type(), parameter.name(), depth + 1));
    }
    if (isVariadic) {
      texts.add("...");
    }
    return "(" + (texts.isEmpty() ? "void" : String.join(", ", texts)) + ")";
  }

  /** The head of a function as C declares it. */
  public static String of(Function function) throws MalformedObjectException {
    TypeText text = new TypeText();
    String declarator =
        function.name() + text.parameters(function.parameters(), function.isVariadic(), 0);
    return text.declare(function.result(), declarator, 0);
  }

  private static String join(String word, String declarator) {
    return declarator.isEmpty() ? word : word + " " + declarator;
  }

  /** Types that are named, not built. */
  private static final class Names implements DataType.Visitor<String> {
    @Override
    public String visit(Base base) {
      return base.name();
    }

    @Override
    public String visit(Structure structure) {
      String name = structure.name().isEmpty() ? "{...}" : structure.name();
      return structure.kind().word() + " " + name;
    }

    @Override
    public String visit(Enumeration enumeration) {
      return "enum " + (enumeration.name().isEmpty() ? "{...}" : enumeration.name());
    }

    @Override
    public String visit(Alias alias) {
      return alias.name();
    }

    @Override
    public String visit(Other other) {
      return other.name().isEmpty() ? other.word() : other.name();
    }

    @Override
    public String visit(Pointer pointer) {
      return "*";
    }

    @Override
    public String visit(Array array) {
      return "[]";
    }

    @Override
    public String visit(Qualified qualified) {
      return qualified.word();
    }

    @Override
    public String visit(Routine routine) {
      return "()";
    }
  }
}
