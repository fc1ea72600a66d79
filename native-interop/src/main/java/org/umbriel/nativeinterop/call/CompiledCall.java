package org.umbriel.nativeinterop.call;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.ArgumentLocations.Part;
import org.umbriel.nativeinterop.call.ArgumentLocations.Word;
import org.umbriel.nativeinterop.machine.CodeImage;
import org.umbriel.nativeinterop.machine.JavaVm;
import org.umbriel.nativeinterop.machine.JniShim;
import org.umbriel.nativeinterop.machine.Shim;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.Parameter;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/**
 * A call of one function in bytecode and machine code of its own, made when the function has been
 * called often. It takes numbers, pointers, and structures of numbers as lists; what is returned
 * has to fit a register.
 */
abstract class CompiledCall implements Thrown.Caller {
  /** A method takes 255 words at most (JVMS 4.3.3); a long is two. */
  private static final int MOST = 100;

  private final NativeFunction function;

  CompiledCall(NativeFunction function) {
    this.function = function;
  }

  /** The function's result; null, and no call, if an argument has to be looked at more closely. */
  abstract @Nullable Value call(@Nullable Object[] arguments);

  /**
   * What the code of a call is made from.
   *
   * @param words what the native method takes
   */
  record Plan(FunctionType type, List<Operand> operands, List<Word> words, boolean isVector) {
    Plan {
      operands = List.copyOf(operands);
      words = List.copyOf(words);
    }

    /** What of an argument stands in a word. */
    List<Operand> operands(Word word) {
      return operands.stream()
          .filter(o -> o.argument() == word.argument() && o.offset() / 8 == word.offset() / 8)
          .toList();
    }

    /** The native method's. */
    String descriptor() {
      StringBuilder text = new StringBuilder("(");
      words.forEach(word -> text.append(word.isVector() ? 'D' : 'J'));
      return text.append(isVector ? ")D" : ")J").toString();
    }
  }

  /** Empty if such a function is not called that way. */
  static Optional<CompiledCall> of(NativeFunction function) {
    return plan(function.type()).map(plan -> make(function, plan));
  }

  private static Optional<Plan> plan(FunctionType type) {
    ResultLocation result = ResultLocation.of(type.result());
    boolean isInRegister =
        !result.isInMemory() && result.extendedCount() == 0 && result.registers().size() <= 1;
    if (type.isVariadic() || !isInRegister || type.result().size() > Long.BYTES) {
      return Optional.empty();
    }
    List<CType> types = type.parameters().stream().map(Parameter::type).toList();
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      List<Operand> of = Operand.of(i, types.get(i));
      if (of.isEmpty()) {
        return Optional.empty();
      }
      operands.addAll(of);
    }
    List<Word> words = ArgumentLocations.of(type).words(types);
    boolean isVector = result.registers().stream().anyMatch(Part::isVector);
    return words.size() > MOST
        ? Optional.empty()
        : Optional.of(new Plan(type, operands, words, isVector));
  }

  private static CompiledCall make(NativeFunction function, Plan plan) {
    byte[] bytes = new CompiledCallWriter(plan).write();
    try {
      Class<?> made =
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE)
              .lookupClass();
      CodeImage image = CodeImage.load("umbriel-" + function.name(), List.of(shim(function, plan)));
      long code = image.addresses().get(0);
      JavaVm.ofThisProcess().register(made, CompiledCallWriter.NATIVE, plan.descriptor(), code);
      Constructor<?> constructor = made.getDeclaredConstructor(NativeFunction.class, CType.class);
      return (CompiledCall) constructor.newInstance(function, plan.type().result());
    } catch (ReflectiveOperationException e) {
      throw new NativeException(function.name() + ": " + e, e);
    }
  }

  private static Shim shim(NativeFunction function, Plan plan) {
    int integers = 0;
    List<Integer> stack = new ArrayList<>();
    for (Word word : plan.words()) {
      word.stack().ifPresent(stack::add);
      integers += word.stack().isEmpty() && !word.isVector() ? 1 : 0;
    }
    long address = function.pointer().address();
    return stack.isEmpty()
        ? JniShim.jumping(function.name(), integers, address)
        : JniShim.calling(function.name(), integers, stack, false, address);
  }

  static boolean isInteger(@Nullable Object value, long least, long greatest) {
    if (!(value instanceof Integer) && !(value instanceof Long)) {
      return false;
    }
    long number = integer(value);
    return number >= least && number <= greatest;
  }

  static long integer(Object value) {
    return value instanceof Integer small ? small : (Long) value;
  }

  static boolean isFloat(@Nullable Object value) {
    return value instanceof Float;
  }

  /** The float's bits. */
  static long bitsOfFloat(Object value) {
    return Float.floatToRawIntBits((Float) value);
  }

  static boolean isDouble(@Nullable Object value) {
    return value instanceof Double;
  }

  /** The double's bits. */
  static long bitsOfDouble(Object value) {
    return Double.doubleToRawLongBits((Double) value);
  }

  static boolean isPointer(@Nullable Object value) {
    return value == null || value instanceof NativePointer;
  }

  final long address(@Nullable Object pointer, int parameter) {
    return function.address((NativePointer) pointer, parameter);
  }
}
