package org.umbriel.nativeinterop.bind;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.nativeinterop.call.ArgumentLocations;
import org.umbriel.nativeinterop.call.ArgumentLocations.Argument;
import org.umbriel.nativeinterop.call.ArgumentLocations.Part;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.machine.JniShim;
import org.umbriel.nativeinterop.machine.Shim;
import org.umbriel.nativeinterop.type.FunctionType;

/**
 * A call whose arguments all go into registers, so that its code only moves those that JNI filled.
 *
 * @param registers what the native method takes, in order
 */
record DirectCall(NativeFunction function, List<Loaded> registers, ReturnedScalar result) {
  DirectCall {
    registers = List.copyOf(registers);
  }

  /**
   * A register's worth of an argument.
   *
   * @param leaves what of the argument stands in it
   * @param part where the register's bytes stand in the argument
   */
  record Loaded(List<Leaf> leaves, Part part) {
    Loaded {
      leaves = List.copyOf(leaves);
    }

    /** Whether it is one floating-point number and nothing else. */
    boolean isNumber() {
      return part.isVector() && leaves.size() == 1 && leaves.get(0).offset() == part.offset();
    }

    /** Type of the native method's parameter. */
    char descriptor() {
      boolean isFloat = isNumber() && leaves.get(0).type().size() == Float.BYTES;
      return isFloat ? 'F' : part.isVector() ? 'D' : 'J';
    }
  }

  /** Empty if something is on the stack, or is not what Java gives. */
  static Optional<DirectCall> of(Method method, NativeFunction function) {
    FunctionType type = function.type();
    ArgumentLocations locations = ArgumentLocations.of(type);
    Optional<ReturnedScalar> result = ReturnedScalar.of(method.getReturnType(), type.result());
    if (type.isVariadic() || locations.stackSize() > 0 || result.isEmpty()) {
      return Optional.empty();
    }
    List<Loaded> registers = new ArrayList<>();
    for (int i = 0; i < type.parameters().size(); i++) {
      Class<?> source = method.getParameterTypes()[i];
      Optional<List<Leaf>> leaves = Leaf.of(i, source, type.parameters().get(i).type());
      if (leaves.isEmpty()) {
        return Optional.empty();
      }
      Argument where = locations.arguments().get(i);
      where.registers().forEach(part -> registers.add(loaded(leaves.get(), part)));
    }
    return Optional.of(new DirectCall(function, registers, result.get()));
  }

  private static Loaded loaded(List<Leaf> leaves, Part part) {
    return new Loaded(
        leaves.stream().filter(leaf -> leaf.offset() / 8 == part.offset() / 8).toList(), part);
  }

  /** The native method's. */
  String descriptor() {
    StringBuilder text = new StringBuilder("(");
    registers.forEach(each -> text.append(each.descriptor()));
    return text.append(')').append(result.descriptor()).toString();
  }

  Shim shim() {
    int integers = (int) registers.stream().filter(each -> !each.part().isVector()).count();
    return JniShim.jumping(function.name(), integers, function.pointer().address());
  }
}
