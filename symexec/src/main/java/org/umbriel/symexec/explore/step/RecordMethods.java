package org.umbriel.symexec.explore.step;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;

/** The bodies of a record's {@code toString}, {@code hashCode} and {@code equals}. */
final class RecordMethods {
  private static final Type BUILDER = Type.getType(StringBuilder.class);
  private static final Type OBJECTS = Type.getType(java.util.Objects.class);

  private final GeneratorAdapter code;
  private final Type type;
  private final List<String> names;
  private final List<Constant.MethodHandleConstant> getters;

  RecordMethods(
      GeneratorAdapter code,
      Type type,
      List<String> names,
      List<Constant.MethodHandleConstant> getters) {
    this.code = code;
    this.type = type;
    this.names = names;
    this.getters = getters;
  }

  private Type component(int i) {
    return Type.getType(getters.get(i).descriptor());
  }

  private void get(int argument, int i) {
    code.loadArg(argument);
    code.checkCast(type);
    code.getField(type, getters.get(i).name(), component(i));
  }

  /** {@code Point[x=1, y=2]}. */
  void text(ClassUnit unit) {
    String simple = unit.name().substring(unit.name().lastIndexOf('/') + 1);
    simple = simple.substring(simple.lastIndexOf('$') + 1);
    code.newInstance(BUILDER);
    code.dup();
    code.invokeConstructor(BUILDER, new Method("<init>", "()V"));
    for (int i = 0; i < names.size(); i++) {
      literal((i == 0 ? simple + "[" : ", ") + names.get(i) + "=");
      get(0, i);
      append(component(i));
    }
    literal(names.isEmpty() ? simple + "[]" : "]");
    code.invokeVirtual(BUILDER, new Method("toString", "()Ljava/lang/String;"));
  }

  private void literal(String text) {
    code.push(text);
    code.invokeVirtual(BUILDER, append(Type.getType(String.class).getDescriptor()));
  }

  private void append(Type value) {
    code.invokeVirtual(
        BUILDER,
        append(
            switch (value.getSort()) {
              case Type.BYTE, Type.SHORT -> "I";
              case Type.OBJECT, Type.ARRAY -> "Ljava/lang/Object;";
              default -> value.getDescriptor();
            }));
  }

  private static Method append(String descriptor) {
    return new Method("append", "(" + descriptor + ")Ljava/lang/StringBuilder;");
  }

  /** {@code 31 * ... + hash}, from 0, as the JDK computes it. */
  void hash() {
    code.push(0);
    for (int i = 0; i < names.size(); i++) {
      code.push(31);
      code.math(GeneratorAdapter.MUL, Type.INT_TYPE);
      get(0, i);
      Type component = component(i);
      if (component.getSort() >= Type.ARRAY) {
        code.invokeStatic(OBJECTS, new Method("hashCode", "(Ljava/lang/Object;)I"));
      } else {
        code.box(component);
        code.invokeVirtual(Type.getType(Object.class), new Method("hashCode", "()I"));
      }
      code.math(GeneratorAdapter.ADD, Type.INT_TYPE);
    }
  }

  /** Boxes are equal as {@code compare} says, so NaN equals itself (Record.equals). */
  void equality() {
    Label different = code.newLabel();
    Label end = code.newLabel();
    code.loadArg(1);
    code.instanceOf(type);
    code.ifZCmp(GeneratorAdapter.EQ, different);
    for (int i = 0; i < names.size(); i++) {
      Type component = component(i);
      get(0, i);
      box(component);
      get(1, i);
      box(component);
      code.invokeStatic(OBJECTS, new Method("equals", "(Ljava/lang/Object;Ljava/lang/Object;)Z"));
      code.ifZCmp(GeneratorAdapter.EQ, different);
    }
    code.push(true);
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.mark(different);
    code.push(false);
    code.mark(end);
  }

  private void box(Type component) {
    if (component.getSort() < Type.ARRAY) {
      code.valueOf(component);
    }
  }
}
