package org.umbriel.nativeinterop.call;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.call.ArgumentLocations.Argument;
import org.umbriel.nativeinterop.call.ArgumentLocations.Part;
import org.umbriel.nativeinterop.machine.RegisterFrame;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.ComplexType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.value.Encoder;
import org.umbriel.nativeinterop.value.Place;
import org.umbriel.nativeinterop.value.Value;

/**
 * Where everything lies in the frame of a call: registers, arguments on the stack, the result if
 * the function writes it itself, and arguments before they are split into registers.
 */
final class FrameLayout {
  private final List<CType> types;
  private final CType result;
  private final ArgumentLocations locations;
  private final ResultLocation resultLocation;
  private final Scalar[] scalars;

  /** Which arguments may be texts that are gone after the call. */
  private final boolean[] isText;

  private final boolean mayLead;

  /** Where each argument is written. */
  private final int[] places;

  private final int vectorCount;
  private final int stackSize;
  private final int hidden;
  private final int size;

  /** Prepares calls with these arguments, variadic ones promoted and included. */
  FrameLayout(CType result, List<CType> arguments) {
    types = List.copyOf(arguments);
    this.result = result;
    locations = ArgumentLocations.of(result, arguments);
    resultLocation = ResultLocation.of(result);
    vectorCount = locations.vectorCount();
    stackSize = CallFrame.aligned(locations.stackSize());
    mayLead = mayLead(result);
    scalars = new Scalar[types.size()];
    isText = new boolean[types.size()];
    places = new int[types.size()];
    hidden = RegisterFrame.STACK + stackSize;
    int end = hidden + (resultLocation.isInMemory() ? CallFrame.aligned(result.size()) : 0);
    for (int i = 0; i < places.length; i++) {
      scalars[i] = Scalar.of(types.get(i));
      isText[i] = !mayLead && types.get(i) instanceof PointerType pointer && pointer.isText();
      Argument where = locations.arguments().get(i);
      if (isWhole(types.get(i), where)) {
        places[i] = register(where.registers().get(0));
      } else if (where.registers().isEmpty() && types.get(i).size() > 0) {
        places[i] = RegisterFrame.STACK + where.stackOffset();
      } else {
        places[i] = end;
        end += CallFrame.aligned(Math.max(types.get(i).size(), 8));
      }
    }
    size = end;
  }

  private static boolean mayLead(CType type) {
    boolean isNumber =
        type instanceof IntegerType || type instanceof RealType || type instanceof ComplexType;
    return type.size() >= PointerType.SIZE && !isNumber;
  }

  private static boolean isWhole(CType type, Argument where) {
    return where.registers().size() == 1
        && where.registers().get(0).offset() == 0
        && type.size() <= Long.BYTES;
  }

  private static int register(Part part) {
    return RegisterFrame.register(part.isVector(), part.number());
  }

  int size() {
    return size;
  }

  /** Whether a result may lead to what was made for the call. */
  boolean mayLead() {
    return mayLead;
  }

  List<CType> arguments() {
    return types;
  }

  /** Makes a frame ready for arguments. */
  void clear(CallFrame frame) {
    ByteBuffer bytes = frame.bytes();
    int start = frame.at(0);
    bytes.putLong(start + RegisterFrame.VECTOR_COUNT, vectorCount);
    bytes.putLong(start + RegisterFrame.STACK_SIZE, stackSize);
    bytes.putLong(start + RegisterFrame.EXTENDED_COUNT, resultLocation.extendedCount());
    int first =
        resultLocation.extendedCount() > 0 ? RegisterFrame.EXTENDED_RESULTS : RegisterFrame.STACK;
    for (int at = first; at < size; at += Long.BYTES) {
      bytes.putLong(start + at, 0);
    }
    if (resultLocation.isInMemory()) {
      bytes.putLong(start + RegisterFrame.INTEGERS, frame.address(hidden));
    }
  }

  /**
   * Writes the first arguments as long as they are plain numbers or texts; returns how many were.
   */
  int putPlain(CallFrame frame, @Nullable Object[] arguments) {
    ByteBuffer bytes = frame.bytes();
    int count = 0;
    while (count < arguments.length
        && (scalars[count].put(arguments[count], bytes, frame.at(places[count]))
            || putText(frame, count, arguments[count]))) {
      count++;
    }
    return count;
  }

  private boolean putText(CallFrame frame, int index, @Nullable Object argument) {
    if (isText[index] && argument instanceof String text && CallFrame.isText(text)) {
      frame.bytes().putLong(frame.at(places[index]), frame.text(text));
      return true;
    }
    return false;
  }

  /**
   * Writes an argument.
   *
   * @throws org.umbriel.nativeinterop.value.ArgumentException if it is no value of its type
   */
  void put(CallFrame frame, int index, @Nullable Object value, Encoder encoder, Place place) {
    ByteBuffer bytes = frame.bytes();
    int at = frame.at(places[index]);
    if (scalars[index].put(value, bytes, at)) {
      return;
    }
    if (places[index] < RegisterFrame.STACK) {
      bytes.putLong(at, 0);
    }
    encoder.encode(value, types.get(index), place, bytes, at);
    Scalar.extend(types.get(index), bytes, at);
    if (places[index] >= hidden) {
      for (Part part : locations.arguments().get(index).registers()) {
        bytes.putLong(frame.at(register(part)), bytes.getLong(at + part.offset()));
      }
    }
  }

  /** Where the function writes its result itself; empty if it leaves it in registers. */
  OptionalInt writtenResult() {
    return resultLocation.isInMemory() ? OptionalInt.of(hidden) : OptionalInt.empty();
  }

  /** Where 8 bytes of the result are after the call; empty if they are on the x87's stack. */
  OptionalInt place(int offset) {
    if (resultLocation.isInMemory()) {
      return OptionalInt.of(hidden + offset);
    }
    return resultLocation.registers().stream()
        .filter(part -> part.offset() == offset)
        .mapToInt(part -> RegisterFrame.result(part.isVector(), part.number()))
        .findFirst();
  }

  /**
   * The result after the call.
   *
   * @param made where it may lead
   */
  Value value(CallFrame frame, @Nullable Arena made) {
    boolean isWhole =
        made == null
            && resultLocation.registers().size() == 1
            && !(result instanceof StructType)
            && result.size() <= Long.BYTES;
    if (isWhole) {
      boolean isVector = resultLocation.registers().get(0).isVector();
      return new Value(result, frame.getLong(RegisterFrame.result(isVector, 0)));
    }
    return new Value(result, result(frame), made);
  }

  /** The bytes of the result after the call, or a few more. */
  private byte[] result(CallFrame frame) {
    int extended = resultLocation.extendedCount();
    if (resultLocation.isInMemory() || extended > 0) {
      int at = resultLocation.isInMemory() ? hidden : RegisterFrame.EXTENDED_RESULTS;
      return frame.copy(at, Math.toIntExact(result.size()));
    }
    byte[] copy = new byte[((int) result.size() + 7) & -8];
    List<Part> parts = resultLocation.registers();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      int from = RegisterFrame.result(part.isVector(), part.number());
      Scalar.BYTES.set(copy, part.offset(), frame.bytes().getLong(frame.at(from)));
    }
    return copy;
  }
}
