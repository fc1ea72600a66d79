package org.umbriel.nativeinterop.call;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.ArgumentLocations.Part;
import org.umbriel.nativeinterop.machine.JavaEntries;
import org.umbriel.nativeinterop.machine.RegisterFrame;
import org.umbriel.nativeinterop.memory.RawMemory;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.Parameter;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.Encoder;
import org.umbriel.nativeinterop.value.Place;
import org.umbriel.nativeinterop.value.Value;

/**
 * An address that calls Java: an entry of our own and, for threads that the Java VM does not know
 * and for results on the x87's stack, a closure of libffi. Its code is never freed: native code may
 * call an address long after it should, and then finds a stub that says so.
 */
final class Stub implements Native.ffi_callback, JavaEntries.Target {
  private static final Callback GONE =
      arguments -> {
        throw new NativeException("a callback was called after it had been released");
      };

  /** What the last result of this thread leads to, such as a text: it lives until the next one. */
  private static final ThreadLocal<CallBacking> RESULTS = new ThreadLocal<>();

  private final FunctionType type;
  private final CallInterface shape;
  private final ArgumentLocations locations;
  private final ResultLocation resultLocation;
  private final Scalar resultScalar;
  private final long closure;
  private final long address;
  private final Place place;
  private volatile Callback callback;

  Stub(FunctionType type, Callback callback) {
    if (type.isVariadic()) {
      throw new NativeException(type.text() + ": a variadic function can't be a callback");
    }
    this.type = type;
    this.callback = callback;
    shape =
        new CallInterface(type.result(), type.parameters().stream().map(Parameter::type).toList());
    place = Place.of("result of the callback " + type.text());
    locations = ArgumentLocations.of(type);
    resultLocation = ResultLocation.of(type.result());
    resultScalar = Scalar.of(type.result());
    // the handle that JNA gives is the address of the code's address
    closure = RawMemory.getLong(Native.ffi_prep_closure(shape.cif(), this));
    address = resultLocation.extendedCount() > 0 ? closure : JavaEntries.add(this);
  }

  long address() {
    return address;
  }

  FunctionType type() {
    return type;
  }

  void set(Callback callback) {
    this.callback = callback;
  }

  /** From now on a call is an exception. */
  void release() {
    callback = GONE;
  }

  @Override
  public long fallback() {
    return closure;
  }

  @Override
  public void enter(ByteBuffer frame, int at) {
    long target = frame.getLong(at + RegisterFrame.INTEGERS);
    try {
      Object value = callback.call(arguments(frame, at));
      int first = at + RegisterFrame.INTEGER_RESULTS;
      if (!resultLocation.registers().isEmpty() && resultScalar.put(value, frame, first)) {
        frame.putLong(at + RegisterFrame.VECTOR_RESULTS, frame.getLong(first));
        return;
      }
      put(encoded(value), frame, at, target);
    } catch (Throwable thrown) {
      put(zeros(), frame, at, target);
      Thrown.add(thrown);
    }
  }

  private List<Value> arguments(ByteBuffer frame, int at) {
    List<CType> types = shape.arguments();
    Value[] values = new Value[types.size()];
    for (int i = 0; i < values.length; i++) {
      CType argument = types.get(i);
      ArgumentLocations.Argument where = locations.arguments().get(i);
      byte[] bytes = new byte[((int) argument.size() + 7) & -8];
      List<Part> parts = where.registers();
      for (int j = 0; j < parts.size(); j++) {
        Part part = parts.get(j);
        int from = at + RegisterFrame.register(part.isVector(), part.number());
        Scalar.BYTES.set(bytes, part.offset(), frame.getLong(from));
      }
      if (parts.isEmpty()) {
        frame.get(at + JavaEntries.STACK + where.stackOffset(), bytes, 0, (int) argument.size());
      }
      values[i] = new Value(argument, bytes);
    }
    return List.of(values);
  }

  private void put(byte[] result, ByteBuffer frame, int at, long target) {
    if (resultLocation.isInMemory()) {
      RawMemory.put(target, Arrays.copyOf(result, (int) type.result().size()));
      frame.putLong(at + RegisterFrame.INTEGER_RESULTS, target);
      return;
    }
    for (Part part : resultLocation.registers()) {
      long bytes = (long) Scalar.BYTES.get(result, part.offset());
      frame.putLong(at + RegisterFrame.result(part.isVector(), part.number()), bytes);
    }
  }

  @Override
  public void invoke(long cif, long result, long arguments) {
    try {
      Object value = callback.call(arguments(arguments));
      if (type.result().size() > 0) {
        put(result, arguments, encoded(value));
      }
    } catch (Throwable thrown) {
      clear(result, arguments);
      Thrown.add(thrown);
    }
  }

  private List<Value> arguments(long table) {
    List<CType> types = shape.arguments();
    byte[][] bytes = new byte[types.size()][];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = new byte[Math.toIntExact(types.get(i).size())];
    }
    long slot = table + (shape.isReturnedInMemory() ? 8 : 0);
    for (Piece piece : shape.pieces()) {
      byte[] argument = bytes[piece.argument()];
      int size = Math.min(piece.size(), argument.length - piece.offset());
      byte[] part = RawMemory.get(RawMemory.getLong(slot), size);
      System.arraycopy(part, 0, argument, piece.offset(), size);
      slot += 8;
    }
    List<Value> values = new ArrayList<>(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      values.add(new Value(types.get(i), bytes[i]));
    }
    return values;
  }

  /** A result's bytes, up to a multiple of 16. */
  private byte[] encoded(@Nullable Object value) {
    CType wanted = type.result();
    byte[] result = zeros();
    if (result.length > 0) {
      ByteBuffer bytes = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
      CallBacking backing = new CallBacking(StubPool.NONE);
      new Encoder(backing).encode(value, wanted, place, bytes, 0);
      Scalar.extend(wanted, bytes, 0);
      keep(backing);
    }
    return result;
  }

  private byte[] zeros() {
    return new byte[CallFrame.aligned(type.result().size())];
  }

  private static void keep(CallBacking backing) {
    if (backing.hasMade()) {
      CallBacking before = RESULTS.get();
      RESULTS.set(backing);
      if (before != null) {
        before.close();
      }
    }
  }

  private void clear(long result, long arguments) {
    if (type.result().size() > 0) {
      put(result, arguments, zeros());
    }
  }

  /** A result that is returned in memory goes where the first argument says. */
  private void put(long result, long arguments, byte[] bytes) {
    if (shape.isReturnedInMemory()) {
      long target = RawMemory.getLong(RawMemory.getLong(arguments));
      RawMemory.put(target, Arrays.copyOf(bytes, (int) type.result().size()));
      RawMemory.putLong(result, target);
    } else {
      RawMemory.put(result, bytes);
    }
  }
}
