package org.umbriel.symexec.explore.step;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Classes;
import org.umbriel.symexec.explore.machine.LoadedClass;

/**
 * {@code invokedynamic -> class}: what the JDK's bootstrap methods link, written as the class that
 * a programmer would have written before there were such call sites.
 */
final class CallSites {
  /** The static method that stands for the call site; it has the call site's descriptor. */
  static final String METHOD = "link";

  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
  private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";
  private static final Type OBJECT = Type.getType(Object.class);

  private final Classes classes;
  private final Instruction.InvokeDynamic site;
  private final String name;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  private CallSites(Classes classes, Instruction.InvokeDynamic site, String name) {
    this.classes = classes;
    this.site = site;
    this.name = name;
  }

  static LoadedClass link(Classes classes, Instruction.InvokeDynamic site, LoadedClass caller) {
    String name = caller.name() + "$$Site" + classes.nextNumber();
    CallSites linking = new CallSites(classes, site, name);
    switch (site.bootstrap().owner()) {
      case LAMBDAS -> linking.lambda();
      case CONCATENATION -> linking.concatenation();
      case RECORDS -> linking.record();
      default -> throw Abandoned.unsupported("the bootstrap method " + site.bootstrap().owner());
    }
    linking.writer.visitEnd();
    try {
      ClassFile file = new ClassFile(name + ".class", linking.writer.toByteArray());
      classes.define(ClassDecoder.decode(file));
    } catch (MalformedClassException defect) {
      throw new IllegalStateException(defect);
    }
    return classes.load(name);
  }

  private void begin(String... interfaces) {
    writer.visit(
        Opcodes.V1_8,
        ACC_PUBLIC | Opcodes.ACC_SUPER,
        name,
        null,
        OBJECT.getInternalName(),
        interfaces);
  }

  private GeneratorAdapter method(int access, String methodName, String descriptor) {
    MethodVisitor visitor = writer.visitMethod(access, methodName, descriptor, null, null);
    GeneratorAdapter code = new GeneratorAdapter(visitor, access, methodName, descriptor);
    code.visitCode();
    return code;
  }

  private static void end(GeneratorAdapter code) {
    code.returnValue();
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  // Lambdas (java.lang.invoke.LambdaMetafactory).

  private void lambda() {
    Type self = Type.getObjectType(name);
    Type[] captured = Type.getArgumentTypes(site.descriptor());
    begin(Type.getReturnType(site.descriptor()).getInternalName());
    GeneratorAdapter constructor = method(ACC_PUBLIC, "<init>", "()V");
    constructor.loadThis();
    constructor.invokeConstructor(OBJECT, new Method("<init>", "()V"));
    end(constructor);
    GeneratorAdapter factory = method(ACC_PUBLIC | ACC_STATIC, METHOD, site.descriptor());
    factory.newInstance(self);
    factory.dup();
    factory.invokeConstructor(self, new Method("<init>", "()V"));
    for (int i = 0; i < captured.length; i++) {
      writer.visitField(ACC_PRIVATE, "captured" + i, captured[i].getDescriptor(), null, null);
      factory.dup();
      factory.loadArg(i);
      factory.putField(self, "captured" + i, captured[i]);
    }
    end(factory);
    List<Constant> arguments = site.arguments();
    if (arguments.size() < 3
        || !(arguments.get(0) instanceof Constant.MethodTypeConstant erased)
        || !(arguments.get(1) instanceof Constant.MethodHandleConstant implementation)
        || !(arguments.get(2) instanceof Constant.MethodTypeConstant instantiated)) {
      throw Abandoned.unsupported("a lambda of an unknown kind");
    }
    body(self, captured, erased.descriptor(), implementation, instantiated.descriptor());
    for (Constant bridge : arguments.subList(3, arguments.size())) {
      if (bridge instanceof Constant.MethodTypeConstant other
          && !other.descriptor().equals(erased.descriptor())) {
        body(self, captured, other.descriptor(), implementation, instantiated.descriptor());
      }
    }
  }

  private void body(
      Type self,
      Type[] captured,
      String erased,
      Constant.MethodHandleConstant target,
      String instantiated) {
    GeneratorAdapter code = method(ACC_PUBLIC, site.name(), erased);
    boolean constructs = target.kind() == Opcodes.H_NEWINVOKESPECIAL;
    boolean hasReceiver = target.kind() != Opcodes.H_INVOKESTATIC && !constructs;
    Type owner = Type.getObjectType(target.owner());
    Type[] parameters = Type.getArgumentTypes(target.descriptor());
    Type[] given = Type.getArgumentTypes(erased);
    Type[] typed = Type.getArgumentTypes(instantiated);
    if (constructs) {
      code.newInstance(owner);
      code.dup();
    }
    int at = hasReceiver ? -1 : 0;
    for (int i = 0; i < captured.length; i++) {
      code.loadThis();
      code.getField(self, "captured" + i, captured[i]);
      at++;
    }
    for (int i = 0; i < given.length; i++) {
      code.loadArg(i);
      Type wanted = at < 0 ? owner : parameters[at];
      adapt(code, given[i], typed[i]);
      adapt(code, typed[i], wanted);
      at++;
    }
    invoke(code, target, owner);
    Type result = constructs ? owner : Type.getReturnType(target.descriptor());
    Type wanted = Type.getReturnType(erased);
    if (wanted.equals(Type.VOID_TYPE)) {
      if (result.getSize() == 2) {
        code.pop2();
      } else if (result.getSize() == 1) {
        code.pop();
      }
    } else {
      adapt(code, result, Type.getReturnType(instantiated));
      adapt(code, Type.getReturnType(instantiated), wanted);
    }
    end(code);
  }

  private static void invoke(
      GeneratorAdapter code, Constant.MethodHandleConstant target, Type owner) {
    int opcode =
        switch (target.kind()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          default -> Opcodes.INVOKESPECIAL;
        };
    boolean isPrivateInInterface = opcode == Opcodes.INVOKESPECIAL && target.isInterface();
    code.visitMethodInsn(
        isPrivateInInterface ? Opcodes.INVOKEINTERFACE : opcode,
        owner.getInternalName(),
        target.name(),
        target.descriptor(),
        target.isInterface());
  }

  /** Casts, boxes, unboxes and widens as LambdaMetafactory's documentation says. */
  private static void adapt(GeneratorAdapter code, Type from, Type to) {
    if (from.equals(to) || to.equals(Type.VOID_TYPE)) {
      return;
    }
    boolean fromPrimitive = from.getSort() < Type.ARRAY;
    boolean toPrimitive = to.getSort() < Type.ARRAY;
    if (fromPrimitive && toPrimitive) {
      code.cast(from, to);
    } else if (fromPrimitive) {
      code.valueOf(from);
    } else if (!toPrimitive) {
      code.checkCast(to);
    } else {
      Type primitive = Boxed.primitiveOf(from.getInternalName(), to);
      code.unbox(primitive);
      if (!primitive.equals(to)) {
        code.cast(primitive, to);
      }
    }
  }

  // String concatenation (java.lang.invoke.StringConcatFactory).

  private void concatenation() {
    begin();
    GeneratorAdapter code = method(ACC_PUBLIC | ACC_STATIC, METHOD, site.descriptor());
    Type builder = Type.getType(StringBuilder.class);
    code.newInstance(builder);
    code.dup();
    code.invokeConstructor(builder, new Method("<init>", "()V"));
    Type[] parameters = Type.getArgumentTypes(site.descriptor());
    String recipe =
        site.arguments().isEmpty()
            ? "\1".repeat(parameters.length)
            : ((Constant.StringConstant) site.arguments().get(0)).value();
    int argument = 0;
    int constant = 1;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < recipe.length(); i++) {
      char c = recipe.charAt(i);
      if (c == 1) {
        append(code, builder, text);
        code.loadArg(argument);
        append(code, builder, appended(parameters[argument++]));
      } else if (c == 2) {
        Constant value = site.arguments().get(constant++);
        if (!(value instanceof Constant.StringConstant string)) {
          throw Abandoned.unsupported("a concatenated constant " + value);
        }
        text.append(string.value());
      } else {
        text.append(c);
      }
    }
    append(code, builder, text);
    code.invokeVirtual(builder, new Method("toString", "()Ljava/lang/String;"));
    end(code);
  }

  private static void append(GeneratorAdapter code, Type builder, StringBuilder text) {
    if (text.length() > 0) {
      code.push(text.toString());
      append(code, builder, Type.getType(String.class));
      text.setLength(0);
    }
  }

  private static void append(GeneratorAdapter code, Type builder, Type argument) {
    code.invokeVirtual(builder, new Method("append", builder, new Type[] {argument}));
  }

  /** The overload of {@code StringBuilder.append}; a char array prints as an object here. */
  private static Type appended(Type type) {
    return switch (type.getSort()) {
      case Type.BYTE, Type.SHORT -> Type.INT_TYPE;
      case Type.OBJECT -> type.getClassName().equals("java.lang.String") ? type : OBJECT;
      case Type.ARRAY -> OBJECT;
      default -> type;
    };
  }

  // Records (java.lang.runtime.ObjectMethods).

  private void record() {
    begin();
    GeneratorAdapter code = method(ACC_PUBLIC | ACC_STATIC, METHOD, site.descriptor());
    List<Constant> arguments = site.arguments();
    String descriptor = ((Constant.ClassConstant) arguments.get(0)).descriptor();
    Type type = Type.getType(descriptor);
    String text = ((Constant.StringConstant) arguments.get(1)).value();
    List<String> names = text.isEmpty() ? List.of() : List.of(text.split(";"));
    List<Constant.MethodHandleConstant> getters =
        arguments.subList(2, arguments.size()).stream()
            .map(Constant.MethodHandleConstant.class::cast)
            .toList();
    RecordMethods methods = new RecordMethods(code, type, names, getters);
    switch (site.name()) {
      case "toString" -> methods.text(classes.load(type.getInternalName()).unit());
      case "hashCode" -> methods.hash();
      default -> methods.equality();
    }
    end(code);
  }
}
