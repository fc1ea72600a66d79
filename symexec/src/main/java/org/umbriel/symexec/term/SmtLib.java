package org.umbriel.symexec.term;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Terms as SMT-LIB 2.6 text: bit-vectors and uninterpreted functions; what occurs more than once is
 * bound by {@code let}.
 */
public final class SmtLib {
  private static final int LONGEST_INLINE = 60;

  /** Nothing is copied more often than it takes to write this. */
  private static final int LONGEST = 2_000;

  private SmtLib() {}

  /** A term as an expression. */
  public static String term(Term root) {
    List<Term> terms = Terms.within(List.of(root));
    Map<Term, Integer> uses = new HashMap<>();
    for (Term term : terms) {
      term.arguments().forEach(argument -> uses.merge(argument, 1, Integer::sum));
    }
    Map<Term, String> texts = new HashMap<>();
    StringBuilder lets = new StringBuilder();
    int bindings = 0;
    for (Term term : terms) {
      String text = text(term, texts);
      int longest = uses.getOrDefault(term, 0) > 1 ? LONGEST_INLINE : LONGEST;
      if (term.sort() instanceof Scalar && text.length() > longest) {
        bindings++;
        lets.append("(let ((?").append(bindings).append(' ').append(text).append(")) ");
        text = "?" + bindings;
      }
      texts.put(term, text);
    }
    return lets + texts.getOrDefault(root, "") + ")".repeat(bindings);
  }

  /** A script that asserts some terms, with all that it needs. */
  public static String script(Collection<Term> assertions) {
    return SmtScript.of(assertions, List.of()).text();
  }

  /**
   * Whether a term is a scalar that an assignment chooses: a variable, or a map variable applied to
   * its keys.
   */
  public static boolean isUnknown(Term term) {
    return term.sort() instanceof Scalar && (term instanceof Variable || term.is(Operator.SELECT));
  }

  private static String text(Term term, Map<Term, String> texts) {
    if (term instanceof Literal literal) {
      return number((Scalar) term.sort(), literal.value());
    }
    if (term instanceof Variable variable) {
      return symbol(variable.name());
    }
    Operation operation = (Operation) term;
    if (operation.operator() == Operator.SELECT && term.sort() instanceof Scalar) {
      return application(Terms.Application.of(operation), texts);
    }
    StringBuilder text = new StringBuilder("(").append(operation.operator().smtName());
    for (Term argument : operation.arguments()) {
      text.append(' ').append(operation.operator().smtOperand(texts.getOrDefault(argument, "?")));
    }
    return text.append(')').toString();
  }

  private static String application(Terms.Application application, Map<Term, String> texts) {
    StringBuilder text = new StringBuilder("(").append(symbol(application.map().name()));
    for (Term key : application.keys()) {
      text.append(' ').append(texts.getOrDefault(key, "?"));
    }
    return text.append(')').toString();
  }

  static String number(Scalar sort, long value) {
    return switch (sort) {
      case BOOL -> value == 0 ? "false" : "true";
      case INT, REFERENCE -> "#x%08x".formatted((int) value);
      case LONG -> "#x%016x".formatted(value);
    };
  }

  private static String symbol(String name) {
    boolean isSimple =
        name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_!.$<>-".indexOf(c) >= 0);
    return isSimple && !name.isEmpty() && !Character.isDigit(name.charAt(0))
        ? name
        : "|" + name.replace('|', '_').replace('\\', '_') + "|";
  }
}
