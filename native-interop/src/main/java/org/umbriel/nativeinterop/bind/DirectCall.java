package org.umbriel.nativeinterop.bind;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.umbriel.nativeinterop.call.ArgumentLocations;
import org.umbriel.nativeinterop.call.ArgumentLocations.Word;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.machine.JniShim;
import org.umbriel.nativeinterop.machine.Shim;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.Parameter;
import org.umbriel.nativeinterop.value.NativePointer;

/**
 * A call whose arguments are numbers, addresses and texts, so that its code only moves them to
 * where the function wants them.
 *
 * @param loaded what the native method takes: what goes into registers, then the stack's words
 */
record DirectCall(NativeFunction function, List<Loaded> loaded, DirectResult result) {
  /** A method takes 255 words at most (JVMS 4.3.3); a long is two. */
  private static final int MOST = 100;

  DirectCall {
    loaded = List.copyOf(loaded);
  }

  /**
   * 8 bytes of an argument.
   *
   * @param leaves what of the argument stands in them
   * @param offset where they stand in the argument
   * @param stack where they go on the stack; empty if they go into a register
   */
  record Loaded(List<Leaf> leaves, int offset, boolean isVector, OptionalInt stack) {
    Loaded {
      leaves = List.copyOf(leaves);
    }

    /** Whether it is one floating-point number and nothing else. */
    boolean isNumber() {
      return isVector && leaves.size() == 1 && leaves.get(0).offset() == offset;
    }

    /** Whether it is an integer in a register. */
    boolean isInteger() {
      return !isVector && stack.isEmpty();
    }

    /** Type of the native method's parameter. */
    char descriptor() {
      boolean isFloat = isNumber() && leaves.get(0).type().size() == Float.BYTES;
      return isFloat ? 'F' : isVector ? 'D' : 'J';
    }
  }

  /** Empty if something is not what Java gives, or wants. */
  static Optional<DirectCall> of(Method method, NativeFunction function) {
    FunctionType type = function.type();
    Optional<? extends DirectResult> result = result(method, function);
    if (type.isVariadic() || result.isEmpty()) {
      return Optional.empty();
    }
    List<CType> types = type.parameters().stream().map(Parameter::type).toList();
    List<List<Leaf>> arguments = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Class<?> source = method.getParameterTypes()[i];
      Optional<List<Leaf>> leaves = Leaf.of(method.getDeclaringClass(), i, source, types.get(i));
      if (leaves.isEmpty() || mayLeadInto(leaves.get(), method)) {
        return Optional.empty();
      }
      arguments.add(leaves.get());
    }
    List<Loaded> loaded =
        ArgumentLocations.of(type).words(types).stream()
            .map(word -> loaded(arguments.get(word.argument()), word))
            .toList();
    return loaded.size() > MOST
        ? Optional.empty()
        : Optional.of(new DirectCall(function, loaded, result.get()));
  }

  private static Optional<? extends DirectResult> result(Method method, NativeFunction function) {
    Class<?> wanted = method.getReturnType();
    Optional<ReturnedRecord> made = ReturnedRecord.of(method.getDeclaringClass(), wanted, function);
    return made.isPresent() ? made : ReturnedScalar.of(wanted, function.type().result());
  }

  /** Whether an address may be returned that leads into a text, which is gone after the call. */
  private static boolean mayLeadInto(List<Leaf> leaves, Method method) {
    return method.getReturnType() == NativePointer.class && leaves.stream().anyMatch(Leaf::isText);
  }

  private static Loaded loaded(List<Leaf> leaves, Word word) {
    List<Leaf> inside =
        leaves.stream().filter(leaf -> leaf.offset() / 8 == word.offset() / 8).toList();
    return new Loaded(inside, word.offset(), word.isVector(), word.stack());
  }

  /** Whether the function itself writes the result, so that its first argument says where. */
  OptionalInt writtenResult() {
    return function.writtenResult();
  }

  /** Whether the result is left in registers that have to be kept. */
  boolean keepsResult() {
    return result instanceof ReturnedRecord && writtenResult().isEmpty();
  }

  /** Whether the call needs memory. */
  boolean hasFrame() {
    return result instanceof ReturnedRecord || leaves().anyMatch(Leaf::isText);
  }

  Stream<Leaf> leaves() {
    return loaded.stream().flatMap(each -> each.leaves().stream());
  }

  /** The native method's. */
  String descriptor() {
    StringBuilder text = new StringBuilder(writtenResult().isPresent() ? "(J" : "(");
    loaded.forEach(each -> text.append(each.descriptor()));
    return text.append(keepsResult() ? "J)" : ")").append(result.descriptor()).toString();
  }

  Shim shim() {
    int hidden = writtenResult().isPresent() ? 1 : 0;
    int integers = hidden + (int) loaded.stream().filter(Loaded::isInteger).count();
    List<Integer> stack =
        loaded.stream().flatMapToInt(each -> each.stack().stream()).boxed().toList();
    long address = function.pointer().address();
    return stack.isEmpty() && !keepsResult()
        ? JniShim.jumping(function.name(), integers, address)
        : JniShim.calling(function.name(), integers, stack, keepsResult(), address);
  }
}
