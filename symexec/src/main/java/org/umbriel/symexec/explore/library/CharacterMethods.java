package org.umbriel.symexec.explore.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.Intrinsic;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Functions of one character, tabulated on the host in runs in which the result is constant or a
 * constant away from the character.
 */
final class CharacterMethods {
  private static final String CHARACTER = "java/lang/Character.";
  private static final int ASCII = 128;

  private final Map<Integer, List<Run>> digits = new HashMap<>();

  private CharacterMethods() {}

  /**
   * A run of characters.
   *
   * @param isOffset whether the result is the character plus the value, not the value itself
   */
  private record Run(int first, int last, boolean isOffset, int value) {}

  static void addTo(Registry registry) {
    predicate(registry, "isDigit", c -> bit(Character.isDigit(c)));
    predicate(registry, "isLetter", c -> bit(Character.isLetter(c)));
    predicate(registry, "isLetterOrDigit", c -> bit(Character.isLetterOrDigit(c)));
    predicate(registry, "isAlphabetic", c -> bit(Character.isAlphabetic(c)));
    predicate(registry, "isLowerCase", c -> bit(Character.isLowerCase(c)));
    predicate(registry, "isUpperCase", c -> bit(Character.isUpperCase(c)));
    predicate(registry, "isTitleCase", c -> bit(Character.isTitleCase(c)));
    predicate(registry, "isWhitespace", c -> bit(Character.isWhitespace(c)));
    predicate(registry, "isSpaceChar", c -> bit(Character.isSpaceChar(c)));
    predicate(registry, "isDefined", c -> bit(Character.isDefined(c)));
    predicate(registry, "isISOControl", c -> bit(Character.isISOControl(c)));
    predicate(registry, "isJavaIdentifierStart", c -> bit(Character.isJavaIdentifierStart(c)));
    predicate(registry, "isJavaIdentifierPart", c -> bit(Character.isJavaIdentifierPart(c)));
    predicate(registry, "isMirrored", c -> bit(Character.isMirrored(c)));
    function(registry, "getNumericValue", 'I', Character::getNumericValue);
    function(registry, "getType", 'I', Character::getType);
    function(registry, "toUpperCase", 'C', Character::toUpperCase);
    function(registry, "toLowerCase", 'C', Character::toLowerCase);
    function(registry, "toTitleCase", 'C', Character::toTitleCase);
    CharacterMethods all = new CharacterMethods();
    registry.add(CHARACTER + "digit(CI)I", all::digit).add(CHARACTER + "digit(II)I", all::digit);
  }

  private static int bit(boolean value) {
    return value ? 1 : 0;
  }

  private static void predicate(Registry registry, String name, IntUnaryOperator function) {
    Intrinsic model = new Tabulated(function);
    registry.add(CHARACTER + name + "(C)Z", model).add(CHARACTER + name + "(I)Z", model);
  }

  private static void function(
      Registry registry, String name, char result, IntUnaryOperator function) {
    Intrinsic model = new Tabulated(function);
    registry.add(CHARACTER + name + "(C)" + result, model).add(CHARACTER + name + "(I)I", model);
  }

  private void digit(Call call) {
    int radix = call.concrete(1, 40);
    List<Run> runs = digits.computeIfAbsent(radix, r -> runs(c -> Character.digit(c, r)));
    answer(call, runs, c -> Character.digit(c, radix));
  }

  /** One function; its table is made when it is first needed. */
  private static final class Tabulated implements Intrinsic {
    private final IntUnaryOperator function;
    private List<Run> runs = List.of();

    Tabulated(IntUnaryOperator function) {
      this.function = function;
    }

    @Override
    public void execute(Call call) {
      if (runs.isEmpty() && call.isSymbolic(0)) {
        runs = runs(function);
      }
      answer(call, runs, function);
    }
  }

  private static List<Run> runs(IntUnaryOperator function) {
    List<Run> runs = new ArrayList<>();
    int first = 0;
    while (first <= Character.MAX_VALUE) {
      int value = function.applyAsInt(first);
      int constant = first;
      while (constant < Character.MAX_VALUE && function.applyAsInt(constant + 1) == value) {
        constant++;
      }
      int shifted = first;
      while (shifted < Character.MAX_VALUE
          && function.applyAsInt(shifted + 1) - (shifted + 1) == value - first) {
        shifted++;
      }
      boolean isOffset = shifted > constant;
      int last = Math.max(shifted, constant);
      runs.add(new Run(first, last, isOffset, isOffset ? value - first : value));
      first = last + 1;
    }
    return runs;
  }

  private static void answer(Call call, List<Run> runs, IntUnaryOperator function) {
    Machine machine = call.machine();
    TermFactory terms = machine.terms();
    Term character = call.term(0, Scalar.INT);
    if (character instanceof Literal literal) {
      call.answer(function.applyAsInt((int) literal.value()));
      return;
    }
    boolean isCharacter = machine.decide(within(terms, character, 0, Character.MAX_VALUE));
    if (!isCharacter) {
      throw Abandoned.unsupported("an unknown code point");
    }
    boolean isAscii = machine.decide(within(terms, character, 0, ASCII - 1));
    int low = (int) Math.max(isAscii ? 0 : ASCII, character.range().low());
    int high = (int) Math.min(isAscii ? ASCII - 1 : Character.MAX_VALUE, character.range().high());
    Term result = null;
    for (int i = runs.size() - 1; i >= 0; i--) {
      Run run = runs.get(i);
      if (run.last >= low && run.first <= high) {
        Term value =
            run.isOffset
                ? terms.add(character, terms.intValue(run.value))
                : terms.intValue(run.value);
        result =
            result == null
                ? value
                : terms.choose(
                    terms.lessOrEqual(character, terms.intValue(run.last)), value, result);
      }
    }
    call.answer(result == null ? terms.intValue(0) : result);
  }

  private static Term within(TermFactory terms, Term value, int low, int high) {
    return terms.and(
        terms.lessOrEqual(terms.intValue(low), value),
        terms.lessOrEqual(value, terms.intValue(high)));
  }
}
