package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Constants as ASM represents them (boxed values, strings, {@code Type}, handles) into {@link
 * Constant} records. One a class: dynamic constants share their arguments in the pool and would
 * unfold without bound.
 */
final class ConstantDecoder {
  private static final int MAX_DEPTH = 50;
  private static final int MAX_CONSTANTS = 1 << 22;

  private final DescriptorChecks checks;
  private int decoded;

  ConstantDecoder(DescriptorChecks checks) {
    this.checks = checks;
  }

  Constant constant(Object value) {
    return constant(value, 0);
  }

  List<Constant> constants(Object[] values) {
    return constants(values, 0);
  }

  private List<Constant> constants(Object[] values, int depth) {
    List<Constant> constants = new ArrayList<>(values.length);
    for (Object value : values) {
      constants.add(constant(value, depth));
    }
    return List.copyOf(constants);
  }

  private Constant constant(Object value, int depth) {
    if (++decoded > MAX_CONSTANTS || depth > MAX_DEPTH) {
      throw new CorruptClassException("dynamic constants nested too deeply (JVMS 4.4.10)");
    }
    if (value instanceof Integer i) {
      return new Constant.IntConstant(i);
    } else if (value instanceof Long l) {
      return new Constant.LongConstant(l);
    } else if (value instanceof Float f) {
      return new Constant.FloatConstant(f);
    } else if (value instanceof Double d) {
      return new Constant.DoubleConstant(d);
    } else if (value instanceof String s) {
      return new Constant.StringConstant(s);
    } else if (value instanceof Handle h) {
      return handle(h);
    } else if (value instanceof ConstantDynamic c) {
      return dynamic(c, depth);
    } else if (value instanceof Type t) {
      return t.getSort() == Type.METHOD
          ? new Constant.MethodTypeConstant(checks.method(t.getDescriptor()))
          : new Constant.ClassConstant(checks.field(t.getDescriptor()));
    }
    throw new CorruptClassException("no such constant: " + value.getClass());
  }

  private Constant dynamic(ConstantDynamic constant, int depth) {
    Object[] arguments = new Object[constant.getBootstrapMethodArgumentCount()];
    Arrays.setAll(arguments, constant::getBootstrapMethodArgument);
    return new Constant.DynamicConstant(
        checks.member(constant.getName()),
        checks.field(constant.getDescriptor()),
        handle(constant.getBootstrapMethod()),
        constants(arguments, depth + 1));
  }

  Constant.MethodHandleConstant handle(Handle handle) {
    return new Constant.MethodHandleConstant(
        handle.getTag(),
        checks.type(handle.getOwner()),
        checks.member(handle.getName()),
        handle.getTag() <= Opcodes.H_PUTSTATIC
            ? checks.field(handle.getDesc())
            : checks.method(handle.getDesc()),
        handle.isInterface());
  }
}
