package org.umbriel.symexec.replay.plan;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;

/**
 * {@code Invocation -> class file}: a {@link Runnable} in the package of the called class that does
 * what the plan says. It is linked like any other code, so the JVM itself decides what it may
 * access (JVMS 5.4.4); nothing is done by reflection.
 */
public final class DriverClass {
  private static final String SIMPLE_NAME = "$UmbrielWitness";
  private static final Type OBJECT = Type.getType(Object.class);
  private static final Type CLASS = Type.getType(Class.class);

  private final Program program;

  public DriverClass(Program program) {
    this.program = program;
  }

  /** The driver's internal name. */
  public static String nameFor(Invocation invocation) {
    String packageName = invocation.packageName();
    return packageName.isEmpty() ? SIMPLE_NAME : packageName + "/" + SIMPLE_NAME;
  }

  /** The class file, for a plan that {@link PlanValidator} finds possible. */
  public byte[] of(Invocation invocation) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V1_8,
        ACC_PUBLIC | ACC_SUPER,
        nameFor(invocation),
        null,
        OBJECT.getInternalName(),
        new String[] {"java/lang/Runnable"});
    constructor(writer);
    MethodVisitor run = writer.visitMethod(ACC_PUBLIC, "run", "()V", null, null);
    GeneratorAdapter code = new GeneratorAdapter(run, ACC_PUBLIC, "run", "()V");
    code.visitCode();
    Emitter emitter = new Emitter(code);
    for (Step step : invocation.steps()) {
      step.accept(emitter);
    }
    emitter.drop(invocation.call());
    code.returnValue();
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void constructor(ClassWriter writer) {
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT.getInternalName(), "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Pushes values, in the order of Java's evaluation (JLS 15.7); gives their type. */
  private final class Emitter implements Value.Visitor<Type>, Step.Visitor<Type> {
    private final GeneratorAdapter code;
    private final List<Integer> slots = new ArrayList<>();

    Emitter(GeneratorAdapter code) {
      this.code = code;
    }

    @Override
    public Type let(Step.Let step) {
      step.value().accept(this);
      int slot = code.newLocal(Type.getType(step.value().type()));
      code.storeLocal(slot);
      slots.add(slot);
      return Type.VOID_TYPE;
    }

    @Override
    public Type run(Step.Run step) {
      drop(step.call());
      return Type.VOID_TYPE;
    }

    @Override
    public Type put(Step.Put step) {
      FieldReference field = step.field();
      step.object().ifPresent(o -> o.accept(this));
      step.value().accept(this);
      int opcode = step.object().isPresent() ? Opcodes.PUTFIELD : Opcodes.PUTSTATIC;
      code.visitFieldInsn(opcode, field.owner(), field.name(), field.descriptor());
      return Type.VOID_TYPE;
    }

    void drop(Value.Call call) {
      switch (call.accept(this).getSize()) {
        case 1 -> code.pop();
        case 2 -> code.pop2();
        default -> {}
      }
    }

    @Override
    public Type primitive(Value.Primitive value) {
      switch (value.type()) {
        case "J" -> code.push(value.bits());
        case "F" -> code.push(value.asFloat());
        case "D" -> code.push(value.asDouble());
        default -> code.push(value.asInt());
      }
      return Type.getType(value.type());
    }

    @Override
    public Type nothing(Value.Null value) {
      code.visitInsn(Opcodes.ACONST_NULL);
      return Type.getType(value.type());
    }

    @Override
    public Type text(Value.Text value) {
      code.push(value.value());
      return Type.getType(value.type());
    }

    @Override
    public Type classLiteral(Value.ClassLiteral value) {
      Type type = Type.getType(value.descriptor());
      if (type.equals(Type.VOID_TYPE)) {
        code.getStatic(Type.getType(Void.class), "TYPE", CLASS);
      } else {
        code.push(type);
      }
      return Type.getType(value.type());
    }

    @Override
    public Type array(Value.Array value) {
      Type element = Type.getType(value.type().substring(1));
      code.push(value.elements().size());
      code.newArray(element);
      for (int i = 0; i < value.elements().size(); i++) {
        code.dup();
        code.push(i);
        value.elements().get(i).accept(this);
        code.arrayStore(element);
      }
      return Type.getType(value.type());
    }

    @Override
    public Type blankArray(Value.BlankArray value) {
      code.push(value.length());
      code.newArray(Type.getType(value.type().substring(1)));
      return Type.getType(value.type());
    }

    @Override
    public Type call(Value.Call value) {
      MethodReference method = value.method();
      if (method.isConstructor()) {
        code.newInstance(Type.getObjectType(method.owner()));
        code.dup();
      }
      value.receiver().ifPresent(r -> r.accept(this));
      value.arguments().forEach(a -> a.accept(this));
      boolean onInterface = program.find(method.owner()).filter(ClassUnit::isInterface).isPresent();
      code.visitMethodInsn(
          opcodeOf(value, onInterface),
          method.owner(),
          method.name(),
          method.descriptor(),
          onInterface);
      return Type.getType(value.type());
    }

    private static int opcodeOf(Value.Call call, boolean onInterface) {
      if (call.method().isConstructor()) {
        return Opcodes.INVOKESPECIAL;
      } else if (call.receiver().isEmpty()) {
        return Opcodes.INVOKESTATIC;
      }
      return onInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
    }

    @Override
    public Type staticField(Value.StaticField value) {
      FieldReference field = value.field();
      code.visitFieldInsn(Opcodes.GETSTATIC, field.owner(), field.name(), field.descriptor());
      return Type.getType(value.type());
    }

    @Override
    public Type local(Value.Local value) {
      code.loadLocal(slots.get(value.index()), Type.getType(value.type()));
      return Type.getType(value.type());
    }
  }
}
