package org.umbriel.nativeinterop.call;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.memory.RawMemory;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.Parameter;
import org.umbriel.nativeinterop.type.VoidType;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.Encoder;
import org.umbriel.nativeinterop.value.Place;
import org.umbriel.nativeinterop.value.Value;

/**
 * An address that calls Java (a closure of libffi). Its code is never freed: native code may call
 * an address long after it should, and then finds a stub that says so.
 */
final class Stub implements Native.ffi_callback {
  private static final Callback GONE =
      arguments -> {
        throw new NativeException("a callback was called after it had been released");
      };

  /** What the last result of this thread leads to, such as a text: it lives until the next one. */
  private static final ThreadLocal<CallBacking> RESULTS = new ThreadLocal<>();

  private final FunctionType type;
  private final CallInterface shape;
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
    long closure = Native.ffi_prep_closure(shape.cif(), this);
    address = RawMemory.getLong(closure);
  }

  /** Where its code is: the handle that JNA gives is the address of this address. */
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
  public void invoke(long cif, long result, long arguments) {
    try {
      answer(result, arguments, callback.call(arguments(arguments)));
    } catch (Throwable thrown) {
      clear(result, arguments);
      CallFrame.thrown().add(thrown);
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

  private void answer(long result, long arguments, Object value) {
    CType wanted = type.result();
    if (wanted instanceof VoidType || wanted.size() == 0) {
      return;
    }
    int room = CallFrame.aligned(wanted.size());
    ByteBuffer bytes = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
    CallBacking backing = new CallBacking(StubPool.NONE);
    new Encoder(backing).encode(value, wanted, place, bytes, 0);
    keep(backing);
    put(result, arguments, bytes.array());
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
      put(result, arguments, new byte[CallFrame.aligned(type.result().size())]);
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
