package org.umbriel.symexec.explore.library;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Thrown;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/** {@code StringBuilder} and {@code StringBuffer}: their payload is a {@link Buffer}. */
final class BufferMethods {
  private static final int CAPACITY = 16;

  private BufferMethods() {}

  static void addTo(Registry registry) {
    for (String owner : List.of("java/lang/StringBuilder.", "java/lang/StringBuffer.")) {
      String self = "L" + owner.substring(0, owner.length() - 1) + ";";
      registry
          .add(owner + "<init>()V", call -> construct(call, new Buffer("", CAPACITY)))
          .add(owner + "<init>(I)V", BufferMethods::withCapacity)
          .add(owner + "<init>(Ljava/lang/String;)V", BufferMethods::fromString)
          .add(owner + "<init>(Ljava/lang/CharSequence;)V", BufferMethods::fromCharacters)
          .add(owner + "append(Ljava/lang/String;)" + self, BufferMethods::appendString)
          .add(owner + "append(C)" + self, BufferMethods::appendCharacter)
          .add(owner + "append([C)" + self, BufferMethods::appendArray)
          .add(owner + "append(Ljava/lang/StringBuffer;)" + self, BufferMethods::appendBuffer)
          .add(owner + "length()I", BufferMethods::length)
          .add(owner + "capacity()I", call -> call.answer(buffer(call.object(0)).capacity()))
          .add(owner + "charAt(I)C", BufferMethods::charAt)
          .add(owner + "toString()Ljava/lang/String;", BufferMethods::asString)
          .add(owner + "setCharAt(IC)V", BufferMethods::setCharAt)
          .add(owner + "setLength(I)V", BufferMethods::setLength)
          .add(owner + "reverse()" + self, BufferMethods::reverse)
          .add(owner + "deleteCharAt(I)" + self, BufferMethods::deleteCharAt)
          .add(owner + "ensureCapacity(I)V", BufferMethods::ensureCapacity)
          .add(owner + "trimToSize()V", BufferMethods::trim);
    }
    String model = JavaModels.ROOM + JavaModels.BUFFER;
    String change = "(Ljava/lang/Appendable;Ljava/lang/String;)Ljava/lang/Appendable;";
    registry
        .add(model + ".append" + change, BufferMethods::appendString)
        .add(model + ".become" + change, BufferMethods::become);
  }

  private static Buffer buffer(HeapObject object) {
    if (object.payload() instanceof Buffer buffer) {
      return buffer;
    }
    throw Abandoned.unsupported("a buffer that was made behind the models' back");
  }

  static Object text(HeapObject object) {
    return buffer(object).text();
  }

  private static void construct(Call call, Buffer buffer) throws Thrown {
    HeapObject created = call.object(0);
    call.machine().heap().writePayload(created, buffer);
    call.done();
  }

  private static void withCapacity(Call call) throws Thrown {
    int capacity = call.concrete(1, 100);
    if (capacity < 0) {
      throw call.machine().raise("java/lang/NegativeArraySizeException", String.valueOf(capacity));
    }
    construct(call, new Buffer("", capacity));
  }

  private static void fromString(Call call) throws Thrown {
    Object text = Texts.text(call.object(1));
    int length = new Texts(call.machine()).characters(text).size();
    construct(call, new Buffer(fixed(call.machine(), text), length + CAPACITY));
  }

  private static void fromCharacters(Call call) throws Thrown {
    HeapObject characters = call.object(1);
    if (Texts.isString(characters)) {
      fromString(call);
    } else {
      Object text = text(characters);
      construct(call, new Buffer(text, size(call.machine(), text) + CAPACITY));
    }
  }

  private static Object fixed(Machine machine, Object text) {
    return text instanceof UnboundedText ? Texts.of(new Texts(machine).characters(text)) : text;
  }

  private static int size(Machine machine, Object text) {
    return text instanceof String string
        ? string.length()
        : new Texts(machine).characters(text).size();
  }

  /** A buffer grows to twice its capacity and two, or to what is needed (JDK's newCapacity). */
  private static int grown(int capacity, int needed) {
    return needed <= capacity ? capacity : Math.max(capacity * 2 + 2, needed);
  }

  private static void replace(Call call, HeapObject self, Object text) {
    int capacity = grown(buffer(self).capacity(), size(call.machine(), text));
    call.machine().heap().writePayload(self, new Buffer(text, capacity));
  }

  private static void become(Call call) throws Thrown {
    HeapObject self = call.object(0);
    replace(call, self, Texts.text(call.object(1)));
    call.answer(self);
  }

  private static void append(Call call, Object appended) throws Thrown {
    HeapObject self = call.object(0);
    Object text = text(self);
    Object both;
    if (text instanceof String a && appended instanceof String b) {
      both = a + b;
    } else {
      Texts texts = new Texts(call.machine());
      List<Term> characters = new ArrayList<>(texts.characters(text));
      characters.addAll(texts.characters(appended));
      both = Texts.of(characters);
    }
    replace(call, self, both);
    call.answer(self);
  }

  private static void appendString(Call call) throws Thrown {
    HeapObject appended = call.reference(1);
    append(call, appended == null ? "null" : Texts.text(appended));
  }

  private static void appendBuffer(Call call) throws Thrown {
    @Nullable HeapObject appended = call.reference(1);
    append(call, appended == null ? "null" : text(appended));
  }

  private static void appendCharacter(Call call) throws Thrown {
    append(call, Texts.of(List.of(call.term(1, Scalar.INT))));
  }

  private static void appendArray(Call call) throws Thrown {
    HeapObject array = call.object(1);
    List<Term> characters = new ArrayList<>();
    for (int i = 0; i < array.length(); i++) {
      characters.add(StringMethods.element(call.machine(), array, i));
    }
    append(call, Texts.of(characters));
  }

  private static void length(Call call) throws Thrown {
    call.answer(size(call.machine(), text(call.object(0))));
  }

  private static Term checked(Call call, Object text) throws Thrown {
    Machine machine = call.machine();
    Term index = call.term(1, Scalar.INT);
    int length = size(machine, text);
    Term within = machine.operators().isWithin(index, machine.terms().intValue(length));
    if (!machine.decide(within)) {
      throw StringMethods.outOfBounds(machine, Machine.SOME_MESSAGE);
    }
    return index;
  }

  private static void charAt(Call call) throws Thrown {
    Object text = text(call.object(0));
    call.answer(new Texts(call.machine()).at(text, checked(call, text)));
  }

  private static void asString(Call call) throws Thrown {
    call.answer(new Texts(call.machine()).create(text(call.object(0))));
  }

  private static void setCharAt(Call call) throws Thrown {
    HeapObject self = call.object(0);
    Object text = text(self);
    int index = (int) call.machine().choose(checked(call, text), 100);
    List<Term> characters = new ArrayList<>(new Texts(call.machine()).characters(text));
    characters.set(index, call.term(2, Scalar.INT));
    replace(call, self, Texts.of(characters));
    call.done();
  }

  private static void deleteCharAt(Call call) throws Thrown {
    HeapObject self = call.object(0);
    Object text = text(self);
    int index = (int) call.machine().choose(checked(call, text), 100);
    List<Term> characters = new ArrayList<>(new Texts(call.machine()).characters(text));
    characters.remove(index);
    replace(call, self, Texts.of(characters));
    call.answer(self);
  }

  private static void setLength(Call call) throws Thrown {
    HeapObject self = call.object(0);
    int length = call.concrete(1, 100);
    if (length < 0) {
      throw StringMethods.outOfBounds(call.machine(), Machine.SOME_MESSAGE);
    }
    List<Term> characters = new ArrayList<>(new Texts(call.machine()).characters(text(self)));
    while (characters.size() < length) {
      characters.add(call.machine().terms().intValue(0));
    }
    replace(call, self, Texts.of(characters.subList(0, length)));
    call.done();
  }

  private static void reverse(Call call) throws Thrown {
    HeapObject self = call.object(0);
    Object text = text(self);
    if (text instanceof String string) {
      replace(call, self, new StringBuilder(string).reverse().toString());
    } else {
      List<Term> characters = new ArrayList<>(new Texts(call.machine()).characters(text));
      noSurrogates(call.machine(), characters);
      Collections.reverse(characters);
      replace(call, self, Texts.of(characters));
    }
    call.answer(self);
  }

  /** Pairs of surrogates keep their order, which is left to concrete texts. */
  private static void noSurrogates(Machine machine, List<Term> characters) {
    var terms = machine.terms();
    for (Term c : characters) {
      Term below = terms.less(c, terms.intValue(Character.MIN_SURROGATE));
      Term above = terms.less(terms.intValue(Character.MAX_SURROGATE), c);
      if (!machine.decide(terms.or(below, above))) {
        throw Abandoned.unsupported("surrogates in an unknown text");
      }
    }
  }

  private static void ensureCapacity(Call call) throws Thrown {
    HeapObject self = call.object(0);
    Buffer buffer = buffer(self);
    int capacity = grown(buffer.capacity(), call.concrete(1, 100));
    call.machine().heap().writePayload(self, new Buffer(buffer.text(), capacity));
    call.done();
  }

  private static void trim(Call call) throws Thrown {
    HeapObject self = call.object(0);
    Object text = text(self);
    call.machine().heap().writePayload(self, new Buffer(text, size(call.machine(), text)));
    call.done();
  }
}
