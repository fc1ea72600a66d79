package org.umbriel.metadata.describe;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.umbriel.metadata.describe.Term.Application;
import org.umbriel.metadata.describe.Term.Numeral;
import org.umbriel.metadata.describe.Term.Text;
import org.umbriel.metadata.site.Assumption;

/**
 * Assumptions as SMT-LIB terms: the record's name applied to its components, {@code (same-code
 * "a/b/C" "3f9c")}, and a conjunction if there are several. The names are read off the records, so
 * a new kind of assumption needs nothing here.
 */
final class AssumptionTerm {
  private static final String AND = "and";
  private static final Pattern INNER_CAPITAL = Pattern.compile("(?<!^)([A-Z])");
  private static final Map<String, Class<?>> KINDS =
      Arrays.stream(Assumption.class.getPermittedSubclasses())
          .collect(Collectors.toUnmodifiableMap(AssumptionTerm::symbol, kind -> kind));

  private AssumptionTerm() {}

  /** One term for all of them, the same for equal sets. */
  static String write(Set<Assumption> assumptions) {
    List<String> terms =
        assumptions.stream()
            .map(assumption -> ofRecord((Record) assumption).toString())
            .sorted()
            .toList();
    return terms.size() == 1 ? terms.get(0) : "(" + AND + " " + String.join(" ", terms) + ")";
  }

  /**
   * The assumptions that a term is the conjunction of.
   *
   * @throws IllegalArgumentException if it is not such a term
   */
  static Set<Assumption> read(String text) {
    Set<Assumption> assumptions = new LinkedHashSet<>();
    Term term = Term.parse(text);
    boolean several = term instanceof Application all && all.symbol().equals(AND);
    List<Term> terms = several ? ((Application) term).arguments() : List.of(term);
    for (Term each : terms) {
      assumptions.add(assumption(each));
    }
    return assumptions;
  }

  private static Application ofRecord(Record record) {
    List<Term> arguments = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        arguments.add(ofValue(component.getAccessor().invoke(record)));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(component.toString(), e);
      }
    }
    return new Application(symbol(record.getClass()), arguments);
  }

  private static Term ofValue(Object value) {
    if (value instanceof String text) {
      return new Text(text);
    }
    if (value instanceof Integer number) {
      return new Numeral(number);
    }
    if (value instanceof Record record) {
      return ofRecord(record);
    }
    throw new IllegalArgumentException("no term for a " + value.getClass().getName());
  }

  /** {@code NotOverridden} is {@code not-overridden}. */
  private static String symbol(Class<?> record) {
    return INNER_CAPITAL.matcher(record.getSimpleName()).replaceAll("-$1").toLowerCase(Locale.ROOT);
  }

  private static Assumption assumption(Term term) {
    if (term instanceof Application application) {
      Class<?> kind = KINDS.get(application.symbol());
      if (kind != null) {
        return (Assumption) toRecord(kind, application);
      }
    }
    throw new IllegalArgumentException("unknown assumption " + term);
  }

  private static Object toRecord(Class<?> kind, Application term) {
    RecordComponent[] components = kind.getRecordComponents();
    if (components.length != term.arguments().size()) {
      throw new IllegalArgumentException("wrong number of arguments in " + term);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = toValue(types[i], term.arguments().get(i));
    }
    try {
      Constructor<?> constructor = kind.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no assumption is " + term, e);
    }
  }

  private static Object toValue(Class<?> type, Term term) {
    if (type == String.class && term instanceof Text text) {
      return text.value();
    }
    if (type == int.class && term instanceof Numeral numeral) {
      return numeral.value();
    }
    if (type.isRecord()
        && term instanceof Application application
        && application.symbol().equals(symbol(type))) {
      return toRecord(type, application);
    }
    throw new IllegalArgumentException(term + " is no " + type.getSimpleName());
  }

  /** What people are told of a term that an entry carries; the term itself if it is unknown. */
  static List<String> explain(String text) {
    try {
      return read(text).stream().map(Assumption::text).collect(Collectors.toList());
    } catch (IllegalArgumentException e) {
      return List.of(text);
    }
  }
}
