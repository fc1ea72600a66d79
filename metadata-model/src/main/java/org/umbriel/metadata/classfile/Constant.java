package org.umbriel.metadata.classfile;

import java.util.List;

/** What an instruction can push from the instruction itself or the constant pool (JVMS 4.4). */
public sealed interface Constant {

  /** {@code aconst_null}. */
  record NullConstant() implements Constant {}

  /** An int, and what is narrower. */
  record IntConstant(int value) implements Constant {}

  record LongConstant(long value) implements Constant {}

  record FloatConstant(float value) implements Constant {}

  record DoubleConstant(double value) implements Constant {}

  record StringConstant(String value) implements Constant {}

  /**
   * A class; the descriptor of its type, so that arrays fit: {@code Ljava/lang/String;}, {@code
   * [I}.
   */
  record ClassConstant(String descriptor) implements Constant {}

  record MethodTypeConstant(String descriptor) implements Constant {}

  /**
   * A method handle (JVMS 4.4.8).
   *
   * @param kind a {@code REF_} kind, 1 to 9
   */
  record MethodHandleConstant(
      int kind, String owner, String name, String descriptor, boolean isInterface)
      implements Constant {}

  /** A dynamically computed constant (JVMS 4.4.10). */
  record DynamicConstant(
      String name, String descriptor, MethodHandleConstant bootstrap, List<Constant> arguments)
      implements Constant {}
}
