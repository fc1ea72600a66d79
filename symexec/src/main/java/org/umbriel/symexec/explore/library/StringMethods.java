package org.umbriel.symexec.explore.library;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.Intrinsic;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Thrown;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/** {@code java.lang.String}: what is exact on symbolic texts without looking at each character. */
final class StringMethods {
  private static final String STRING = "java/lang/String.";

  private StringMethods() {}

  static void addTo(Registry registry) {
    registry
        .add(STRING + "<init>()V", call -> construct(call, ""))
        .add(STRING + "<init>(Ljava/lang/String;)V", StringMethods::copy)
        .add(STRING + "<init>([C)V", call -> fromCharacters(call, false))
        .add(STRING + "<init>([CII)V", call -> fromCharacters(call, true))
        .add(STRING + "<init>([III)V", StringMethods::fromCodePoints)
        .add(STRING + "<init>([B)V", StringMethods::fromBytes)
        .add(STRING + "<init>(Ljava/lang/StringBuilder;)V", StringMethods::fromBuffer)
        .add(STRING + "<init>(Ljava/lang/StringBuffer;)V", StringMethods::fromBuffer)
        .add(STRING + "length()I", StringMethods::length)
        .add(STRING + "isEmpty()Z", StringMethods::isEmpty)
        .add(STRING + "charAt(I)C", StringMethods::charAt)
        .add(STRING + "equals(Ljava/lang/Object;)Z", StringMethods::equals)
        .add(STRING + "hashCode()I", StringMethods::hash)
        .add(STRING + "toString()Ljava/lang/String;", call -> call.answer(call.object(0)))
        .add(STRING + "intern()Ljava/lang/String;", StringMethods::intern)
        .add(STRING + "concat(Ljava/lang/String;)Ljava/lang/String;", StringMethods::concat)
        .add(STRING + "substring(II)Ljava/lang/String;", call -> substring(call, true))
        .add(STRING + "substring(I)Ljava/lang/String;", call -> substring(call, false))
        .add(STRING + "subSequence(II)Ljava/lang/CharSequence;", call -> substring(call, true))
        .add(STRING + "toCharArray()[C", StringMethods::toCharArray)
        .add(STRING + "getChars(II[CI)V", StringMethods::getChars)
        .add(STRING + "startsWith(Ljava/lang/String;)Z", StringMethods::startsWith)
        .add(STRING + "endsWith(Ljava/lang/String;)Z", StringMethods::endsWith)
        .add(STRING + "valueOf(C)Ljava/lang/String;", StringMethods::ofCharacter);
  }

  private static Object text(Call call, int slot) throws Thrown {
    return Texts.text(call.object(slot));
  }

  private static void construct(Call call, Object text) throws Thrown {
    HeapObject created = call.object(0);
    call.machine().heap().writePayload(created, text);
    call.done();
  }

  private static void copy(Call call) throws Thrown {
    construct(call, text(call, 1));
  }

  private static void fromBuffer(Call call) throws Thrown {
    construct(call, BufferMethods.text(call.object(1)));
  }

  private static void fromCharacters(Call call, boolean isPart) throws Thrown {
    HeapObject array = call.object(1);
    int start = isPart ? call.concrete(2, 100) : 0;
    int length = isPart ? call.concrete(3, 100) : array.length();
    if (start < 0 || length < 0 || start > array.length() - length) {
      throw outOfBounds(
          call.machine(), "offset " + start + ", count " + length + ", length " + array.length());
    }
    List<Term> characters = new ArrayList<>();
    for (int i = start; i < start + length; i++) {
      characters.add(element(call.machine(), array, i));
    }
    construct(call, Texts.of(characters));
  }

  private static void fromCodePoints(Call call) throws Thrown {
    HeapObject array = call.object(1);
    int[] points = new int[array.length()];
    for (int i = 0; i < points.length; i++) {
      if (array.isSymbolic(i)) {
        throw Abandoned.unsupported("a string of unknown code points");
      }
      points[i] = (int) array.bits(i);
    }
    try {
      construct(call, new String(points, call.concrete(2, 100), call.concrete(3, 100)));
    } catch (StringIndexOutOfBoundsException e) {
      throw outOfBounds(call.machine(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw call.machine().raise("java/lang/IllegalArgumentException", e.getMessage());
    }
  }

  static Term element(Machine machine, HeapObject array, int index) {
    return array.cell(index) instanceof Term term
        ? term
        : machine.terms().intValue((int) array.bits(index));
  }

  private static void fromBytes(Call call) throws Thrown {
    HeapObject array = call.object(1);
    byte[] bytes = new byte[array.length()];
    for (int i = 0; i < bytes.length; i++) {
      if (array.isSymbolic(i)) {
        bytes[i] = (byte) call.machine().choose(element(call.machine(), array, i), 256);
      } else {
        bytes[i] = (byte) array.bits(i);
      }
    }
    construct(call, new String(bytes, java.nio.charset.Charset.defaultCharset()));
  }

  private static void length(Call call) throws Thrown {
    call.answer(new Texts(call.machine()).length(text(call, 0)));
  }

  private static void isEmpty(Call call) throws Thrown {
    Texts texts = new Texts(call.machine());
    TermFactory terms = call.machine().terms();
    call.answer(texts.asInt(terms.equal(texts.length(text(call, 0)), terms.intValue(0))));
  }

  static Thrown outOfBounds(Machine machine, String message) {
    return machine.raise("java/lang/StringIndexOutOfBoundsException", message);
  }

  private static void charAt(Call call) throws Thrown {
    Texts texts = new Texts(call.machine());
    Object text = text(call, 0);
    Term index = call.term(1, Scalar.INT);
    Term length = texts.length(text);
    if (!call.machine().decide(call.machine().operators().isWithin(index, length))) {
      throw outOfBounds(call.machine(), Machine.SOME_MESSAGE);
    }
    call.answer(texts.at(text, index));
  }

  private static void equals(Call call) throws Thrown {
    HeapObject self = call.object(0);
    HeapObject other = call.reference(1);
    if (other == null || !Texts.isString(other)) {
      call.answer(false);
    } else {
      Texts texts = new Texts(call.machine());
      call.answer(texts.asInt(texts.equal(Texts.text(self), Texts.text(other))));
    }
  }

  private static void hash(Call call) throws Thrown {
    Object text = text(call, 0);
    if (text instanceof String string) {
      call.answer(string.hashCode());
      return;
    }
    TermFactory terms = call.machine().terms();
    Term hash = terms.intValue(0);
    for (Term character : new Texts(call.machine()).characters(text)) {
      hash = terms.add(terms.multiply(hash, terms.intValue(31)), character);
    }
    call.answer(hash);
  }

  private static void intern(Call call) throws Thrown {
    String text = Texts.concrete(call.object(0));
    if (text == null) {
      throw org.umbriel.symexec.explore.machine.Abandoned.unsupported("intern of an unknown text");
    }
    call.answer(call.machine().classes().literal(text));
  }

  private static void concat(Call call) throws Thrown {
    Object a = text(call, 0);
    Object b = text(call, 1);
    Texts texts = new Texts(call.machine());
    if (texts.characters(b).isEmpty()) {
      call.answer(call.object(0));
      return;
    }
    List<Term> characters = new ArrayList<>(texts.characters(a));
    characters.addAll(texts.characters(b));
    call.answer(texts.create(Texts.of(characters)));
  }

  private static void substring(Call call, boolean hasEnd) throws Thrown {
    Machine machine = call.machine();
    Texts texts = new Texts(machine);
    TermFactory terms = machine.terms();
    Object text = text(call, 0);
    Term start = call.term(1, Scalar.INT);
    Term length = texts.length(text);
    Term end = hasEnd ? call.term(2, Scalar.INT) : length;
    Term valid =
        terms.and(
            List.of(
                terms.lessOrEqual(terms.intValue(0), start),
                terms.lessOrEqual(start, end),
                terms.lessOrEqual(end, length)));
    if (!machine.decide(valid)) {
      throw outOfBounds(
          machine,
          start instanceof Literal && end instanceof Literal && length instanceof Literal
              ? message(start, end, length, hasEnd)
              : Machine.SOME_MESSAGE);
    }
    List<Term> characters = texts.characters(text);
    int from = (int) machine.choose(start, 100);
    int to = hasEnd ? (int) machine.choose(end, 100) : characters.size();
    if (from == 0 && to == characters.size()) {
      call.answer(call.object(0));
      return;
    }
    Object part =
        text instanceof String string
            ? string.substring(from, to)
            : Texts.of(characters.subList(from, to));
    call.answer(texts.create(part));
  }

  private static String message(Term start, Term end, Term length, boolean hasEnd) {
    String text = " ".repeat((int) ((Literal) length).value());
    try {
      if (hasEnd) {
        return text.substring((int) ((Literal) start).value(), (int) ((Literal) end).value());
      }
      return text.substring((int) ((Literal) start).value());
    } catch (StringIndexOutOfBoundsException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void toCharArray(Call call) throws Thrown {
    Machine machine = call.machine();
    List<Term> characters = new Texts(machine).characters(text(call, 0));
    LoadedClass type = machine.classes().load("[C");
    HeapObject array = machine.heap().array(type, characters.size());
    for (int i = 0; i < characters.size(); i++) {
      write(machine, array, i, characters.get(i));
    }
    call.answer(array);
  }

  static void write(Machine machine, HeapObject array, int index, Term character) {
    if (character instanceof Literal literal) {
      machine.heap().writeBits(array, index, literal.value());
    } else {
      machine.heap().writeCell(array, index, character);
    }
  }

  private static void getChars(Call call) throws Thrown {
    Machine machine = call.machine();
    List<Term> characters = new Texts(machine).characters(text(call, 0));
    int start = call.concrete(1, 100);
    int end = call.concrete(2, 100);
    if (start < 0 || start > end || end > characters.size()) {
      throw outOfBounds(
          machine, "begin " + start + ", end " + end + ", length " + characters.size());
    }
    HeapObject target = call.object(3);
    int at = call.concrete(4, 100);
    if (at < 0 || at > target.length() - (end - start)) {
      throw outOfBounds(machine, Machine.SOME_MESSAGE);
    }
    for (int i = start; i < end; i++) {
      write(machine, target, at + i - start, characters.get(i));
    }
    call.done();
  }

  private static void startsWith(Call call) throws Thrown {
    affix(call, false);
  }

  private static void endsWith(Call call) throws Thrown {
    affix(call, true);
  }

  private static void affix(Call call, boolean atEnd) throws Thrown {
    Texts texts = new Texts(call.machine());
    TermFactory terms = call.machine().terms();
    Object text = text(call, 0);
    List<Term> affix = texts.characters(text(call, 1));
    Term length = texts.length(text);
    Term fits = terms.lessOrEqual(terms.intValue(affix.size()), length);
    if (fits.isFalse()) {
      call.answer(false);
      return;
    }
    Term offset = atEnd ? terms.subtract(length, terms.intValue(affix.size())) : terms.intValue(0);
    call.answer(texts.asInt(terms.and(fits, texts.matches(text, offset, affix))));
  }

  private static void ofCharacter(Call call) {
    Texts texts = new Texts(call.machine());
    call.answer(texts.create(Texts.of(List.of(call.term(0, Scalar.INT)))));
  }

  /** A model with a name of its own. */
  static Intrinsic unsupported(String what) {
    return call -> {
      throw org.umbriel.symexec.explore.machine.Abandoned.unsupported(what);
    };
  }
}
