package org.umbriel.symexec.explore.step;

import org.umbriel.metadata.classfile.Constant;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Classes;
import org.umbriel.symexec.explore.machine.Operation;

/** {@code aconst_null} to {@code ldc2_w}: {@code ... -> ..., value}. */
final class Constants {
  private Constants() {}

  static Operation push(Constant constant) {
    if (constant instanceof Constant.NullConstant) {
      return (machine, frame) -> frame.pushReference(null);
    }
    if (constant instanceof Constant.StringConstant text) {
      return (machine, frame) -> frame.pushReference(machine.classes().literal(text.value()));
    }
    if (constant instanceof Constant.ClassConstant type) {
      return (machine, frame) ->
          frame.pushReference(
              machine.classes().mirror(machine.classes().ofDescriptor(type.descriptor())));
    }
    if (constant instanceof Constant.IntConstant || constant instanceof Constant.FloatConstant) {
      long bits = Classes.bits(constant);
      return (machine, frame) -> frame.push(bits);
    }
    if (constant instanceof Constant.LongConstant || constant instanceof Constant.DoubleConstant) {
      long bits = Classes.bits(constant);
      return (machine, frame) -> frame.pushWide(bits, null);
    }
    return (machine, frame) -> {
      throw Abandoned.unsupported("the constant " + constant);
    };
  }
}
