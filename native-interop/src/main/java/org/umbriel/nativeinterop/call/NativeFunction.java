package org.umbriel.nativeinterop.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.machine.RegisterCall;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.Owner;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.Parameter;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.value.Encoder;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Place;
import org.umbriel.nativeinterop.value.Promotion;
import org.umbriel.nativeinterop.value.Value;

/**
 * A function of native code that Java can call. What is made of an argument (a text, an array)
 * lives as long as the call and its result, a callback as long as the call; what native code keeps
 * longer has to be allocated by the caller. Safe for several threads if the function is.
 */
public final class NativeFunction {
  /** So many calls pay for code of their own, which takes milliseconds to make. */
  private static final int MANY = 10_000;

  private final String name;
  private final FunctionType type;
  private final long address;
  private final Owner owner;
  private final StubPool stubs;
  private final List<Place> places = new ArrayList<>();
  private final Map<List<CType>, FrameLayout> variadic = new ConcurrentHashMap<>();
  private final @Nullable FrameLayout fixed;

  /** Counts those in a frame; threads may lose some. */
  private int calls;

  private @Nullable CompiledCall compiled;

  /**
   * @param owner who can take its code away
   */
  NativeFunction(String name, FunctionType type, long address, Owner owner, StubPool stubs) {
    this.name = name;
    this.type = type;
    this.address = address;
    this.owner = owner;
    this.stubs = stubs;
    for (int i = 0; i < type.parameters().size(); i++) {
      places.add(place(i, type.parameters().get(i).name()));
    }
    fixed = type.isVariadic() ? null : layout(parameterTypes());
  }

  private Place place(int index, String parameter) {
    String called = parameter.isEmpty() ? "" : ", " + parameter;
    return Place.of(name + ": parameter " + (index + 1) + called);
  }

  private List<CType> parameterTypes() {
    return type.parameters().stream().map(Parameter::type).toList();
  }

  private FrameLayout layout(List<CType> arguments) {
    try {
      return new FrameLayout(type.result(), arguments);
    } catch (NativeException e) {
      throw new NativeException(name + ": " + e.getMessage(), e);
    }
  }

  public String name() {
    return name;
  }

  public FunctionType type() {
    return type;
  }

  /** What messages call a parameter. */
  public Place place(int index) {
    return index < places.size() ? places.get(index) : place(index, "");
  }

  /** The address of its code, as an argument for other functions. */
  public NativePointer pointer() {
    return new NativePointer(address, type, owner);
  }

  /** Throws what a call throws whose code is gone. */
  public void requireOpen() {
    owner.check(address, 0);
  }

  /**
   * The address that a pointer is as an argument.
   *
   * @throws org.umbriel.nativeinterop.value.ArgumentException if the parameter is no such pointer
   */
  public long address(@Nullable NativePointer pointer, int parameter) {
    if (pointer == null) {
      return 0;
    }
    CType wanted = type.parameters().get(parameter).type();
    Encoder.requirePointer(pointer, (PointerType) wanted, place(parameter));
    return pointer.address();
  }

  /** The pointer that an address is which the function returned. */
  public NativePointer returned(long result) {
    return new NativePointer(result, ((PointerType) type.result()).target(), Owner.NATIVE_CODE);
  }

  /**
   * An integer that the function returned, as Java's int or long.
   *
   * @throws NativeException always: it is too large
   */
  public long requireFit(long result) {
    byte[] bytes = new byte[Long.BYTES];
    Scalar.BYTES.set(bytes, 0, result);
    Value value = new Value(type.result(), bytes);
    return type.result().size() == Long.BYTES ? value.toLong() : value.toInt();
  }

  /** Memory for the result of a direct call, and for what is made for its arguments. */
  public CallFrame open() {
    return CallFrame.open(fixedLayout().size());
  }

  /** Where in such memory the function itself writes its result, if it does. */
  public OptionalInt writtenResult() {
    return fixedLayout().writtenResult();
  }

  /** Where in such memory 8 bytes of the result are kept; empty if they can't be. */
  public OptionalInt resultPlace(int offset) {
    return fixedLayout().place(offset);
  }

  /** The result that such memory holds. */
  public Value result(CallFrame frame) {
    return fixedLayout().value(frame, null);
  }

  private FrameLayout fixedLayout() {
    if (fixed == null) {
      throw new NativeException(name + " takes any number of arguments");
    }
    return fixed;
  }

  /**
   * Calls it.
   *
   * @param arguments as {@link Encoder} takes them, in order
   * @throws org.umbriel.nativeinterop.value.ArgumentException before the call, if one is wrong
   * @throws CallbackException after the call, if a callback threw
   */
  public Value call(@Nullable Object... arguments) {
    return invoke(arguments, null);
  }

  /** Calls it, and keeps what it leaves in {@code errno}. */
  public CallResult callWithErrno(@Nullable Object... arguments) {
    Errno errno = Errno.ofThisThread();
    return new CallResult(invoke(arguments, errno), errno.kept());
  }

  private Value invoke(@Nullable Object[] arguments, @Nullable Errno errno) {
    requireOpen();
    requireCount(arguments.length);
    CompiledCall ready = compiled;
    if (ready != null && errno == null) {
      Value result = ready.call(arguments);
      if (result != null) {
        Thrown.rethrow();
        return result;
      }
    }
    return invokeInFrame(arguments, errno);
  }

  /** The way of all calls that have no code of their own. */
  private Value invokeInFrame(@Nullable Object[] arguments, @Nullable Errno errno) {
    if (++calls == MANY) {
      compiled = CompiledCall.of(this).orElse(null);
    }
    FrameLayout layout = fixed == null ? variadicLayout(arguments) : fixed;
    try (CallFrame frame = CallFrame.open(layout.size())) {
      layout.clear(frame);
      int plain = layout.putPlain(frame, arguments);
      if (plain == arguments.length) {
        run(frame, errno);
        return layout.value(frame, null);
      }
      return invokeWithObjects(frame, layout, arguments, plain, errno);
    }
  }

  /**
   * Goes on after the arguments that are plain numbers or texts: of others something may be made.
   */
  private Value invokeWithObjects(
      CallFrame frame,
      FrameLayout layout,
      @Nullable Object[] arguments,
      int first,
      @Nullable Errno errno) {
    try (CallBacking backing = new CallBacking(stubs, layout.mayLead() ? null : frame)) {
      Encoder encoder = new Encoder(backing);
      for (int i = first; i < arguments.length; i++) {
        layout.put(frame, i, arguments[i], encoder, place(i));
      }
      run(frame, errno);
      backing.copyBack();
      Arena made = layout.mayLead() ? backing.handOver() : null;
      return layout.value(frame, made);
    }
  }

  private void run(CallFrame frame, @Nullable Errno errno) {
    if (errno == null) {
      RegisterCall.call(address, frame.address(0));
    } else {
      errno.clear();
      RegisterCall.call(address, frame.address(0));
      errno.keep();
    }
    Thrown.rethrow();
  }

  private void requireCount(int count) {
    int fewest = type.parameters().size();
    if (count < fewest || (count > fewest && !type.isVariadic())) {
      String missing =
          count < fewest
              ? "; parameter " + (count + 1) + " is " + describe(type.parameters().get(count))
              : "";
      throw new NativeException(
          name
              + ": "
              + count
              + " arguments, it takes "
              + (type.isVariadic() ? "at least " : "")
              + fewest
              + missing);
    }
  }

  private static String describe(Parameter parameter) {
    return parameter.name().isEmpty()
        ? parameter.declared()
        : parameter.name() + " (" + parameter.declared() + ")";
  }

  private FrameLayout variadicLayout(@Nullable Object[] arguments) {
    List<CType> types = new ArrayList<>(parameterTypes());
    for (int i = types.size(); i < arguments.length; i++) {
      types.add(Promotion.of(arguments[i], place(i)));
    }
    return variadic.computeIfAbsent(List.copyOf(types), this::layout);
  }

  /** As C declares it. */
  @Override
  public String toString() {
    return name + ": " + type.text();
  }
}
