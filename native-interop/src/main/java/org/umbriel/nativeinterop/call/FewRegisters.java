package org.umbriel.nativeinterop.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.call.ArgumentLocations.Part;
import org.umbriel.nativeinterop.machine.RegisterCall;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.value.Value;

/**
 * The short way to call a function: all that it takes are numbers, or small structures of numbers,
 * that go into a few registers, and what it returns comes back in one. No memory is needed for it.
 */
final class FewRegisters {
  private final Argument[] arguments;
  private final CType result;
  private final boolean isNumber;

  /** Whether all there is are integers, and so {@link #isLong} says everything of them. */
  private final boolean areIntegers;

  private final boolean[] isLong;

  private FewRegisters(Argument[] arguments, CType result, boolean isNumber) {
    this.arguments = arguments;
    this.result = result;
    this.isNumber = isNumber;
    boolean all = !isNumber;
    isLong = new boolean[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      Scalar kind = arguments[i].leaves[0].kind();
      all &= !arguments[i].isStructure && (kind == Scalar.INT || kind == Scalar.LONG);
      isLong[i] = kind == Scalar.LONG;
    }
    areIntegers = all;
  }

  /**
   * A number and the register that it goes into.
   *
   * @param register vector registers follow the integer ones
   * @param shift its lowest bit there
   * @param mask of its bits, before they are shifted
   */
  private record Leaf(Scalar kind, int register, int shift, long mask) {}

  /** What a parameter is made of: one number, or a structure's members in order. */
  private static final class Argument {
    private final boolean isStructure;
    private final Leaf[] leaves;

    Argument(boolean isStructure, List<Leaf> leaves) {
      this.isStructure = isStructure;
      this.leaves = leaves.toArray(Leaf[]::new);
    }
  }

  /** Empty if the short way does not do for such calls. */
  static Optional<FewRegisters> of(
      CType result, List<CType> types, ArgumentLocations locations, ResultLocation returned) {
    if (locations.stackSize() > 0
        || returned.isInMemory()
        || returned.extendedCount() > 0
        || returned.registers().size() > 1
        || result.size() > Long.BYTES) {
      return Optional.empty();
    }
    Argument[] arguments = new Argument[types.size()];
    for (int i = 0; i < arguments.length; i++) {
      List<Leaf> leaves = leaves(types.get(i), locations.arguments().get(i).registers());
      if (leaves.isEmpty()) {
        return Optional.empty();
      }
      arguments[i] = new Argument(types.get(i) instanceof StructType, leaves);
    }
    boolean isNumber = returned.registers().stream().anyMatch(Part::isVector);
    return Optional.of(new FewRegisters(arguments, result, isNumber));
  }

  /** None if something in it is no plain number. */
  private static List<Leaf> leaves(CType type, List<Part> parts) {
    if (parts.isEmpty() || parts.stream().anyMatch(p -> p.number() >= RegisterCall.FEW)) {
      return List.of();
    }
    if (!(type instanceof StructType struct)) {
      Scalar kind = Scalar.of(type);
      return kind == Scalar.OTHER
          ? List.of()
          : List.of(new Leaf(kind, register(parts.get(0)), 0, -1));
    }
    List<Leaf> leaves = new ArrayList<>();
    for (Field field : struct.fields()) {
      Scalar kind = Scalar.of(field.type());
      int offset = (int) field.offset();
      Optional<Part> part = parts.stream().filter(p -> p.offset() == (offset & -8)).findFirst();
      if (struct.isUnion() || field.isBitField() || kind == Scalar.OTHER || part.isEmpty()) {
        return List.of();
      }
      long mask = -1L >>> (64 - 8 * field.type().size());
      leaves.add(new Leaf(kind, register(part.get()), 8 * (offset & 7), mask));
    }
    return leaves;
  }

  private static int register(Part part) {
    return part.number() + (part.isVector() ? RegisterCall.FEW : 0);
  }

  /** Calls the function at an address; null if an argument has to be looked at more closely. */
  @Nullable Value call(long function, @Nullable Object[] values) {
    if (areIntegers) {
      return callWithIntegers(function, values);
    }
    long[] registers = load(values);
    return registers == null ? null : call(function, registers);
  }

  /** The most common way, so it makes no array. */
  private @Nullable Value callWithIntegers(long function, @Nullable Object[] values) {
    for (int i = 0; i < arguments.length; i++) {
      if (!(values[i] instanceof Integer) && !(isLong[i] && values[i] instanceof Long)) {
        return null;
      }
    }
    int count = arguments.length;
    long a = count > 0 ? integer(values[0]) : 0;
    long b = count > 1 ? integer(values[1]) : 0;
    long c = count > 2 ? integer(values[2]) : 0;
    long d = count > 3 ? integer(values[3]) : 0;
    return new Value(result, RegisterCall.callWithIntegers(function, a, b, c, d));
  }

  private static long integer(@Nullable Object value) {
    return value instanceof Integer small ? small : value instanceof Long large ? large : 0;
  }

  /** The registers' content; null if an argument has to be looked at more closely. */
  private long @Nullable [] load(@Nullable Object[] values) {
    long[] registers = new long[2 * RegisterCall.FEW];
    for (int i = 0; i < arguments.length; i++) {
      Argument argument = arguments[i];
      boolean loaded =
          argument.isStructure
              ? loadMembers(argument.leaves, values[i], registers)
              : load(argument.leaves[0], values[i], registers);
      if (!loaded) {
        return null;
      }
    }
    return registers;
  }

  private static boolean loadMembers(Leaf[] leaves, @Nullable Object value, long[] registers) {
    if (!(value instanceof List<?> members) || leaves.length != members.size()) {
      return false;
    }
    for (int i = 0; i < leaves.length; i++) {
      if (!load(leaves[i], members.get(i), registers)) {
        return false;
      }
    }
    return true;
  }

  private static boolean load(Leaf leaf, @Nullable Object value, long[] registers) {
    if (value == null || !leaf.kind().takes(value)) {
      return false;
    }
    registers[leaf.register()] |= (leaf.kind().bits(value) & leaf.mask()) << leaf.shift();
    return true;
  }

  private Value call(long function, long[] registers) {
    long a = registers[0];
    long b = registers[1];
    long c = registers[2];
    long d = registers[3];
    double w = Double.longBitsToDouble(registers[4]);
    double x = Double.longBitsToDouble(registers[5]);
    double y = Double.longBitsToDouble(registers[6]);
    double z = Double.longBitsToDouble(registers[7]);
    return new Value(
        result,
        isNumber
            ? Double.doubleToRawLongBits(
                RegisterCall.callForNumber(function, a, b, c, d, w, x, y, z))
            : RegisterCall.callForInteger(function, a, b, c, d, w, x, y, z));
  }
}
