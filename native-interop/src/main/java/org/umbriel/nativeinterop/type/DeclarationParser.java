package org.umbriel.nativeinterop.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.nativeinterop.NativeException;

/** Reads one declaration by recursive descent. */
final class DeclarationParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:([A-Za-z_]\\w*)|(\\d+)|(\\.\\.\\.|[(){}\\[\\];,*:]))");
  private static final Set<String> QUALIFIERS =
      Set.of("const", "volatile", "restrict", "__restrict", "extern", "static", "inline");
  private static final int DEEPEST = 50;

  private final String text;
  private final Function<String, Optional<CType>> types;
  private final List<String> tokens = new ArrayList<>();
  private int next;
  private int depth;

  DeclarationParser(String text, Function<String, Optional<CType>> types) {
    this.text = text;
    this.types = types;
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.stripTrailing().length()) {
      if (!matcher.region(at, text.length()).lookingAt()) {
        throw wrong("'" + text.substring(at).strip().charAt(0) + "' is unexpected");
      }
      tokens.add(matcher.group().strip());
      at = matcher.end();
    }
  }

  private NativeException wrong(String reason) {
    return new NativeException("'" + text + "': " + reason);
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private boolean take(String token) {
    boolean fits = peek().equals(token);
    if (fits) {
      next++;
    }
    return fits;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw wrong(token + " expected" + (peek().isEmpty() ? " at the end" : " at " + peek()));
    }
  }

  private boolean isName() {
    return !peek().isEmpty() && Character.isJavaIdentifierStart(peek().charAt(0));
  }

  Declaration parseAll() {
    Declaration declaration = declarator(specifiers());
    take(";");
    if (!peek().isEmpty()) {
      throw wrong(peek() + " is unexpected");
    }
    return declaration;
  }

  /** What stands before the name and its asterisks. */
  private CType specifiers() {
    TreeMap<String, Integer> words = new TreeMap<>();
    Optional<CType> named = Optional.empty();
    while (isName()) {
      String word = peek();
      if (QUALIFIERS.contains(word)) {
        next++;
      } else if (word.equals("struct") || word.equals("union") || word.equals("enum")) {
        named = Optional.of(tagged());
      } else if (BaseTypes.isWord(word)) {
        next++;
        words.merge(word, 1, Integer::sum);
      } else if (named.isEmpty() && words.isEmpty()) {
        next++;
        named = Optional.of(named(word));
      } else {
        break;
      }
    }
    if (named.isPresent()) {
      return named.get();
    }
    return BaseTypes.of(words).orElseThrow(() -> wrong("a type is expected"));
  }

  private CType named(String word) {
    return BaseTypes.named(word)
        .or(() -> types.apply(word))
        .orElseThrow(() -> wrong("no type " + word));
  }

  private CType tagged() {
    String word = tokens.get(next++);
    String tag = isName() ? tokens.get(next++) : "";
    String full = tag.isEmpty() ? word + " {...}" : word + " " + tag;
    if (!word.equals("enum") && take("{")) {
      return structure(full, word.equals("union"));
    }
    return types.apply(full).orElseThrow(() -> wrong("no type " + full));
  }

  private CType structure(String full, boolean isUnion) {
    enter();
    StructLayout layout = new StructLayout(isUnion);
    while (!take("}")) {
      CType base = specifiers();
      do {
        Declaration member = declarator(base);
        if (take(":")) {
          layout.addBits(member.name(), member.type(), number());
        } else {
          layout.add(member.name(), member.type());
        }
      } while (take(","));
      expect(";");
    }
    depth--;
    return layout.finish(full);
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw wrong("too deep");
    }
  }

  private int number() {
    if (!peek().matches("\\d{1,9}")) {
      throw wrong("a number is expected");
    }
    return Integer.parseInt(tokens.get(next++));
  }

  /** Asterisks, the name or a declarator in brackets, then what it is an array or function of. */
  private Declaration declarator(CType base) {
    CType type = base;
    while (take("*")) {
      type = pointer(type);
      while (QUALIFIERS.contains(peek())) {
        next++;
      }
    }
    Nested nested = nested();
    return new Declaration(nested.name(), nested.wrap().apply(suffixes(type)));
  }

  /** The inside of a declarator: it says what to make of the type that surrounds it. */
  private record Nested(String name, UnaryOperator<CType> wrap) {}

  private Nested nested() {
    boolean isBracketed =
        peek().equals("(") && next + 1 < tokens.size() && isDeclarator(tokens.get(next + 1));
    if (isBracketed) {
      enter();
      expect("(");
      int start = next;
      skipBrackets();
      int end = next;
      depth--;
      return new Nested(nameWithin(start, end), type -> within(start, type));
    }
    String name = isName() ? tokens.get(next++) : "";
    return new Nested(name, type -> type);
  }

  private static boolean isDeclarator(String token) {
    return token.equals("*") || token.equals("(");
  }

  private void skipBrackets() {
    int open = 1;
    while (open > 0) {
      if (peek().isEmpty()) {
        throw wrong(") expected at the end");
      }
      open += take("(") ? 1 : take(")") ? -1 : skip();
    }
  }

  private int skip() {
    next++;
    return 0;
  }

  private String nameWithin(int start, int end) {
    for (int i = start; i < end; i++) {
      String token = tokens.get(i);
      if (Character.isJavaIdentifierStart(token.charAt(0)) && !QUALIFIERS.contains(token)) {
        return token;
      }
    }
    return "";
  }

  private CType within(int start, CType type) {
    int after = next;
    next = start;
    CType wrapped = declarator(type).type();
    expect(")");
    next = after;
    return wrapped;
  }

  private CType suffixes(CType type) {
    if (take("[")) {
      int count = peek().equals("]") ? 0 : number();
      expect("]");
      CType element = suffixes(type);
      try {
        return new ArrayType(element, count);
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }
    return take("(") ? function(type) : type;
  }

  private FunctionType function(CType result) {
    enter();
    List<Parameter> parameters = new ArrayList<>();
    boolean isVariadic = false;
    while (!take(")")) {
      if (take("...")) {
        isVariadic = true;
      } else {
        Declaration parameter = declarator(specifiers());
        if (!(parameter.type() instanceof VoidType)) {
          parameters.add(new Parameter(parameter.name(), decayed(parameter.type())));
        }
      }
      if (!peek().equals(")")) {
        expect(",");
      }
    }
    depth--;
    return new FunctionType(result, parameters, isVariadic);
  }

  /** Arrays and functions are passed by their address (C11, 6.7.6.3). */
  private static CType decayed(CType type) {
    if (type instanceof ArrayType array) {
      return pointer(array.element());
    }
    return type instanceof FunctionType ? pointer(type) : type;
  }

  private static PointerType pointer(CType target) {
    String text = target.text();
    if (target instanceof FunctionType function) {
      return new PointerType(function.text().replaceFirst(" \\(", " (*)("), () -> target);
    }
    return new PointerType(text + (text.endsWith("*") ? "*" : " *"), () -> target);
  }
}
