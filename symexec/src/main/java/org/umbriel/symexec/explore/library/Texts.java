package org.umbriel.symexec.explore.library;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * The texts of strings: the payload of a string object is a {@code String} if it is concrete, else
 * a {@link SymbolicText} or an {@link UnboundedText}.
 */
final class Texts {
  /** A {@code char}'s values. */
  static final Range CHARACTERS = new Range(0, Character.MAX_VALUE);

  private static final int LENGTHS = 40;

  private final Machine machine;
  private final TermFactory terms;

  Texts(Machine machine) {
    this.machine = machine;
    this.terms = machine.terms();
  }

  static boolean isString(HeapObject object) {
    return object.type().name().equals("java/lang/String");
  }

  /** The concrete text of a string object; null if it is symbolic. */
  static @Nullable String concrete(HeapObject object) {
    return object.payload() instanceof String text ? text : null;
  }

  /** A new string object. */
  HeapObject create(Object text) {
    LoadedClass type = machine.classes().load("java/lang/String");
    HeapObject object = machine.heap().instance(type);
    machine.heap().writePayload(object, text);
    return object;
  }

  /** A text from characters: concrete if all of them are. */
  static Object of(List<Term> characters) {
    StringBuilder text = new StringBuilder();
    for (Term character : characters) {
      if (!(character instanceof Literal literal)) {
        return new SymbolicText(characters);
      }
      text.append((char) literal.value());
    }
    return text.toString();
  }

  Term length(Object text) {
    if (text instanceof UnboundedText unbounded) {
      return unbounded.length();
    }
    return terms.intValue(knownLength(text));
  }

  private static int knownLength(Object text) {
    return text instanceof String string
        ? string.length()
        : ((SymbolicText) text).characters().size();
  }

  /** The text of a string object whose payload has been set. */
  static Object text(HeapObject object) {
    Object payload = object.payload();
    if (payload == null) {
      throw Abandoned.unsupported("a string that was made behind the models' back");
    }
    return payload;
  }

  /** The characters, after a length has been chosen. */
  List<Term> characters(Object text) {
    if (text instanceof SymbolicText symbolic) {
      return symbolic.characters();
    }
    List<Term> characters = new ArrayList<>();
    if (text instanceof String string) {
      string.chars().forEach(c -> characters.add(terms.intValue(c)));
    } else {
      UnboundedText unbounded = (UnboundedText) text;
      int length = machine.chooseLeast(unbounded.length(), LENGTHS);
      for (int i = 0; i < length; i++) {
        characters.add(terms.select(unbounded.characters(), terms.intValue(i)));
      }
    }
    return characters;
  }

  /** The character at an index that is in bounds. */
  Term at(Object text, Term index) {
    if (text instanceof UnboundedText unbounded) {
      return terms.select(unbounded.characters(), index);
    }
    if (index instanceof Literal literal) {
      int i = (int) literal.value();
      return text instanceof String string
          ? terms.intValue(string.charAt(i))
          : ((SymbolicText) text).characters().get(i);
    }
    List<Term> all = characters(text);
    Term value = all.get(all.size() - 1);
    for (int i = all.size() - 2; i >= 0; i--) {
      value = terms.choose(terms.equal(index, terms.intValue(i)), all.get(i), value);
    }
    return value;
  }

  /** Whether two texts are equal, as a condition. */
  Term equal(Object a, Object b) {
    if (a == b) {
      return terms.bool(true);
    }
    if (a instanceof UnboundedText x && b instanceof UnboundedText) {
      return equal(new SymbolicText(characters(x)), b);
    }
    if (a instanceof UnboundedText) {
      return equal(b, a);
    }
    Term sameLength = terms.equal(length(a), length(b));
    return sameLength.isFalse()
        ? sameLength
        : terms.and(sameLength, matches(b, terms.intValue(0), characters(a)));
  }

  /** Whether a text has some characters at an offset; its length suffices. */
  Term matches(Object text, Term offset, List<Term> characters) {
    List<Term> all = new ArrayList<>();
    for (int i = 0; i < characters.size(); i++) {
      Term index = terms.add(offset, terms.intValue(i));
      all.add(terms.equal(at(text, index), characters.get(i)));
    }
    return terms.and(all);
  }

  /** 0 or 1. */
  Term asInt(Term condition) {
    return terms.choose(condition, terms.intValue(1), terms.intValue(0));
  }

  /** A text that stands for one that is not computed. */
  HeapObject unknown(String what) {
    Term length = machine.inputs().unknown(what, Scalar.INT, new Range(1, 40));
    return create(new UnboundedText(length, machine.inputs().unknownText(what)));
  }
}
