package org.umbriel.symexec.fact.generic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads Signature attributes (JVMS 4.7.9.1). What is malformed says nothing. */
final class Signatures {
  private final String text;
  private int at;

  /** A class's variables with their first bounds, and its direct supertypes. */
  record OfClass(Map<String, GenericType> variables, List<GenericType> supertypes) {}

  /** A method's own variables with their first bounds, its parameters and result. */
  record OfMethod(
      Map<String, GenericType> variables, List<GenericType> parameters, GenericType result) {}

  private Signatures(String text) {
    this.text = text;
  }

  static Optional<OfClass> ofClass(String signature) {
    return guarded(
        signature,
        s -> {
          Map<String, GenericType> variables = s.variables();
          List<GenericType> supertypes = new ArrayList<>();
          while (s.at < s.text.length()) {
            supertypes.add(s.type());
          }
          return new OfClass(variables, supertypes);
        });
  }

  static Optional<OfMethod> ofMethod(String signature) {
    return guarded(
        signature,
        s -> {
          Map<String, GenericType> variables = s.variables();
          s.expect('(');
          List<GenericType> parameters = new ArrayList<>();
          while (s.peek() != ')') {
            parameters.add(s.type());
          }
          s.expect(')');
          return new OfMethod(variables, parameters, s.type());
        });
  }

  /** The type of a field or local variable, by signature or descriptor. */
  static GenericType ofType(String signature) {
    return guarded(signature, Signatures::type).orElse(GenericType.Unknown.TYPE);
  }

  private interface Reader<T> {
    T read(Signatures signature);
  }

  private static <T> Optional<T> guarded(String text, Reader<T> reader) {
    try {
      return Optional.of(reader.read(new Signatures(text)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private char peek() {
    return text.charAt(at);
  }

  private void expect(char wanted) {
    if (text.charAt(at++) != wanted) {
      throw new IllegalArgumentException(text);
    }
  }

  /** {@code <T:Ljava/lang/Object;U::Ljava/util/List<TT;>;>}. */
  private Map<String, GenericType> variables() {
    Map<String, GenericType> found = new LinkedHashMap<>();
    if (at < text.length() && peek() == '<') {
      at++;
      while (peek() != '>') {
        int colon = text.indexOf(':', at);
        String name = text.substring(at, colon);
        at = colon;
        GenericType first = GenericType.Unknown.TYPE;
        while (peek() == ':') {
          at++;
          if (peek() != ':') {
            GenericType bound = type();
            first = first instanceof GenericType.Unknown ? bound : first;
          }
        }
        found.put(name, first);
      }
      at++;
    }
    return found;
  }

  private GenericType type() {
    char tag = text.charAt(at++);
    return switch (tag) {
      case 'T' -> {
        int end = text.indexOf(';', at);
        String name = text.substring(at, end);
        at = end + 1;
        yield new GenericType.Variable(name);
      }
      case '[' -> new GenericType.ArrayOf(type());
      case 'L' -> classType();
      case 'V', 'Z', 'B', 'C', 'S', 'I', 'J', 'F', 'D' -> GenericType.Unknown.TYPE;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** {@code a/b/Outer<TT;>.Inner<...>;}: of nested classes, the innermost arguments count. */
  private GenericType classType() {
    StringBuilder name = new StringBuilder();
    List<GenericType> arguments = new ArrayList<>();
    while (peek() != ';') {
      char c = text.charAt(at++);
      if (c == '<') {
        arguments = new ArrayList<>();
        while (peek() != '>') {
          arguments.add(argument());
        }
        at++;
      } else if (c == '.') {
        name.append('$');
        arguments = new ArrayList<>();
      } else {
        name.append(c);
      }
    }
    at++;
    return new GenericType.OfClass(name.toString(), arguments);
  }

  private GenericType argument() {
    switch (peek()) {
      case '*' -> {
        at++;
        return GenericType.Unknown.TYPE;
      }
      case '+' -> {
        at++;
        return new GenericType.Extends(type());
      }
      case '-' -> {
        at++;
        type();
        return GenericType.Unknown.TYPE;
      }
      default -> {
        return type();
      }
    }
  }
}
