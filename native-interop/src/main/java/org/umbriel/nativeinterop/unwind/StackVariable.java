package org.umbriel.nativeinterop.unwind;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.evaluate.EvaluationException;
import org.umbriel.metadata.dwarf.evaluate.Evaluator;
import org.umbriel.metadata.dwarf.evaluate.Location;
import org.umbriel.metadata.dwarf.evaluate.Machine;
import org.umbriel.metadata.dwarf.read.Die;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.dwarf.type.Types;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.LocationEntry;
import org.umbriel.metadata.entry.Tag;

/**
 * A variable or a parameter that lies in a frame (DWARF 5, 4.1).
 *
 * @param function that declares it, which may be inlined into the frame's
 * @param type empty if nothing says it
 * @param offset of the place that was asked for in it
 */
public record StackVariable(String function, String name, Optional<Die> type, long offset) {

  /** A block of code around an address, with the function that it is a part of. */
  private record Scope(Die die, String function) {}

  /**
   * What lies at an address of a frame; empty if no variable does. An inner block's variable comes
   * before an outer one's.
   */
  public static Optional<StackVariable> at(NativeFrame frame, long address) {
    try {
      Optional<Die> function = function(frame);
      if (function.isEmpty()) {
        return Optional.empty();
      }
      Machine machine = new InFunction(frame, frameBase(function.get(), frame));
      List<Scope> scopes = new ArrayList<>();
      addScopes(new Scope(function.get(), name(function.get())), frame.address(), scopes);
      for (int i = scopes.size() - 1; i >= 0; i--) {
        for (Die die : scopes.get(i).die().children()) {
          Optional<StackVariable> found =
              at(die, scopes.get(i).function(), frame, machine, address);
          if (found.isPresent()) {
            return found;
          }
        }
      }
      return Optional.empty();
    } catch (IOException | MalformedObjectException e) {
      return Optional.empty();
    }
  }

  private static Optional<Die> function(NativeFrame frame)
      throws IOException, MalformedObjectException {
    for (UnitReader unit : frame.image().program().unitsAt(frame.address())) {
      for (int entry = 0; entry < unit.table().size(); entry++) {
        if (unit.table().tag(entry).equals(Tag.SUBPROGRAM)
            && covers(unit.die(entry), frame.address())) {
          return Optional.of(unit.die(entry));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether an entry's code is at an address; one that has no code is not. */
  private static boolean covers(Die die, long address) throws MalformedObjectException {
    Optional<AttributeValue> ranges = die.value(AttributeName.RANGES);
    if (ranges.isPresent() && ranges.get() instanceof AttributeValue.Ranges list) {
      return list.ranges().stream().anyMatch(range -> range.contains(address));
    }
    OptionalLong low = die.address(AttributeName.LOW_PC);
    OptionalLong high = die.address(AttributeName.HIGH_PC);
    OptionalLong length = die.constant(AttributeName.HIGH_PC);
    if (low.isEmpty() || (high.isEmpty() && length.isEmpty())) {
      return false;
    }
    long end = length.isPresent() ? low.getAsLong() + length.getAsLong() : high.getAsLong();
    return new AddressRange(low.getAsLong(), end).contains(address);
  }

  private static void addScopes(Scope scope, long address, List<Scope> scopes)
      throws MalformedObjectException {
    scopes.add(scope);
    for (Die die : scope.die().children()) {
      boolean isInlined = die.tag().equals(Tag.INLINED_SUBROUTINE);
      boolean isBlock = isInlined || die.tag().equals(Tag.LEXICAL_BLOCK);
      if (isBlock && covers(die, address)) {
        addScopes(new Scope(die, isInlined ? name(die) : scope.function()), address, scopes);
      }
    }
  }

  private static String name(Die die) throws MalformedObjectException {
    return origin(die).name().orElse("?");
  }

  /** The entry that says the name and the type of a copy. */
  private static Die origin(Die given) throws MalformedObjectException {
    Die die = given;
    for (int i = 0; i < 8 && die.name().isEmpty(); i++) {
      Optional<Die> next = die.reference(AttributeName.ABSTRACT_ORIGIN);
      next = next.isPresent() ? next : die.reference(AttributeName.SPECIFICATION);
      if (next.isEmpty()) {
        return die;
      }
      die = next.get();
    }
    return die;
  }

  private static OptionalLong frameBase(Die function, NativeFrame frame)
      throws MalformedObjectException {
    Optional<Location> base = location(function, AttributeName.FRAME_BASE, frame, frame);
    if (base.isPresent() && base.get() instanceof Location.Memory memory) {
      return OptionalLong.of(memory.address());
    }
    if (base.isPresent() && base.get() instanceof Location.Register register) {
      return frame.register(register.number());
    }
    return OptionalLong.empty();
  }

  private static Optional<Location> location(
      Die die, AttributeName attribute, NativeFrame frame, Machine machine)
      throws MalformedObjectException {
    Optional<AttributeValue> value = die.value(attribute);
    Optional<Bytes> code = Optional.empty();
    if (value.isPresent() && value.get() instanceof AttributeValue.Expression expression) {
      code = Optional.of(expression.code());
    } else if (value.isPresent() && value.get() instanceof AttributeValue.Locations list) {
      for (LocationEntry entry : list.entries()) {
        boolean holds = entry.range().map(range -> range.contains(frame.address())).orElse(true);
        code = code.isEmpty() && holds ? Optional.of(entry.expression()) : code;
      }
    }
    try {
      return code.isPresent()
          ? Optional.of(Evaluator.locate(code.get(), machine))
          : Optional.empty();
    } catch (EvaluationException e) {
      return Optional.empty();
    }
  }

  private static Optional<StackVariable> at(
      Die die, String function, NativeFrame frame, Machine machine, long address)
      throws MalformedObjectException {
    if (!die.tag().equals(Tag.VARIABLE) && !die.tag().equals(Tag.FORMAL_PARAMETER)) {
      return Optional.empty();
    }
    Optional<Location> place = location(die, AttributeName.LOCATION, frame, machine);
    if (place.isEmpty() || !(place.get() instanceof Location.Memory memory)) {
      return Optional.empty();
    }
    Die origin = origin(die);
    Optional<Die> type = die.type().isPresent() ? die.type() : origin.type();
    long size = type.isPresent() ? Types.size(type.get()).orElse(1) : 1;
    long offset = address - memory.address();
    return offset >= 0 && offset < size
        ? Optional.of(new StackVariable(function, origin.name().orElse("?"), type, offset))
        : Optional.empty();
  }

  /** A frame in which the place that variables count from is known. */
  private record InFunction(NativeFrame frame, OptionalLong frameBase) implements Machine {
    @Override
    public OptionalLong register(int number) {
      return frame.register(number);
    }

    @Override
    public OptionalLong memory(long place, int size) {
      return frame.memory(place, size);
    }

    @Override
    public OptionalLong frameAddress() {
      return frame.frameAddress();
    }
  }
}
