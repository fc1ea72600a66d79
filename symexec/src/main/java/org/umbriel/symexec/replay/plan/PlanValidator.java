package org.umbriel.symexec.replay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.InnerClass;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;

/**
 * Whether a caller could do what a plan says: a unit test in the package of the called class.
 *
 * <ul>
 *   <li>Of classes in that package everything but what is private or synthetic; of all others what
 *       is public (JLS 6.6). Protected members of other packages are left out.
 *   <li>Of the platform, the public classes of {@code java} and {@code javax}; nothing joins their
 *       packages.
 *   <li>Types fit without unchecked tricks, and names exist in Java.
 *   <li>A plan has at most 2,000 values, 60,000 characters and depth 100, so that it fits into one
 *       method (JVMS 4.7.3).
 * </ul>
 */
public final class PlanValidator {
  private static final int MAX_VALUES = 2_000;
  private static final int MAX_CHARACTERS = 60_000;
  private static final int MAX_DEPTH = 100;

  private final Program program;
  private final SourceNames names;

  public PlanValidator(Program program) {
    this.program = program;
    this.names = new SourceNames(program);
  }

  /** What is wrong with a plan, in one line; empty if nothing is. */
  public Optional<String> problem(Invocation invocation) {
    String home = invocation.packageName();
    if (isPlatform(home + "/")) {
      return Optional.of("no test can stand in package " + home.replace('/', '.'));
    }
    try {
      new Walk(home).invocation(invocation);
      return Optional.empty();
    } catch (Impossible e) {
      return Optional.of(e.problem);
    }
  }

  private static boolean isPlatform(String internalName) {
    return internalName.startsWith("java/") || internalName.startsWith("javax/");
  }

  private static boolean isInsidePlatform(String internalName) {
    return internalName.startsWith("jdk/")
        || internalName.startsWith("sun/")
        || internalName.startsWith("com/sun/");
  }

  /** Ends a walk at the first problem. */
  private static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String problem;

    Impossible(String problem) {
      super(problem, null, false, false);
      this.problem = problem;
    }
  }

  /** One pass over one plan; gives the type of what it visited. */
  private final class Walk implements Value.Visitor<String>, Step.Visitor<String> {
    private final String home;
    private final List<String> locals = new ArrayList<>();
    private int values;
    private int characters;
    private int depth;

    Walk(String home) {
      this.home = home;
    }

    void invocation(Invocation invocation) {
      for (Step step : invocation.steps()) {
        step.accept(this);
      }
      visit(invocation.call());
    }

    @Override
    public String let(Step.Let step) {
      visit(step.value());
      typeOfValue(step.value().type());
      locals.add(step.value().type());
      return step.value().type();
    }

    @Override
    public String run(Step.Run step) {
      visit(step.call());
      return step.call().type();
    }

    @Override
    public String put(Step.Put step) {
      FieldUnit field = field(step.field(), step.object().isEmpty());
      if (field.isFinal()) {
        throw new Impossible(step.field() + " is final");
      }
      step.object().ifPresent(o -> argument(o, "L" + step.field().owner() + ";"));
      argument(step.value(), step.field().descriptor());
      return step.field().descriptor();
    }

    private void visit(Value value) {
      values++;
      depth++;
      if (values > MAX_VALUES || characters > MAX_CHARACTERS || depth > MAX_DEPTH) {
        throw new Impossible("too large for one method");
      }
      value.accept(this);
      depth--;
    }

    @Override
    public String primitive(Value.Primitive value) {
      return value.type();
    }

    @Override
    public String nothing(Value.Null value) {
      if (!MethodDescriptor.isReference(value.type())) {
        throw new Impossible("null is no " + value.type());
      }
      typeOfValue(value.type());
      return value.type();
    }

    @Override
    public String text(Value.Text value) {
      characters += value.value().length();
      return value.type();
    }

    @Override
    public String classLiteral(Value.ClassLiteral value) {
      type(value.descriptor());
      return value.type();
    }

    @Override
    public String array(Value.Array value) {
      String element = elementOf(value.type());
      for (Value each : value.elements()) {
        argument(each, element);
      }
      return value.type();
    }

    @Override
    public String blankArray(Value.BlankArray value) {
      elementOf(value.type());
      if (value.length() < 0) {
        throw new Impossible("an array of length " + value.length());
      }
      return value.type();
    }

    private String elementOf(String arrayType) {
      if (!arrayType.startsWith("[") || arrayType.lastIndexOf('[') >= 255) {
        throw new Impossible(arrayType + " is not an array type");
      }
      typeOfValue(arrayType);
      return arrayType.substring(1);
    }

    @Override
    public String staticField(Value.StaticField value) {
      field(value.field(), true);
      return value.type();
    }

    @Override
    public String local(Value.Local value) {
      if (value.index() < 0
          || value.index() >= locals.size()
          || !locals.get(value.index()).equals(value.type())) {
        throw new Impossible("no local " + value.index() + " of type " + value.type());
      }
      return value.type();
    }

    @Override
    public String call(Value.Call value) {
      MethodReference method = value.method();
      ClassUnit owner = classOf(method.owner());
      MethodCode target = target(method, owner);
      boolean onNothing = target.isStatic() || method.isConstructor();
      if (onNothing ? value.receiver().isPresent() : isBare(value)) {
        throw new Impossible(method + " is called the wrong way");
      }
      value.receiver().ifPresent(r -> argument(r, "L" + method.owner() + ";"));
      List<String> parameters = MethodDescriptor.parse(method.descriptor()).parameters();
      if (parameters.size() != value.arguments().size()) {
        throw new Impossible(method + " takes " + parameters.size() + " arguments");
      }
      for (int i = 0; i < parameters.size(); i++) {
        argument(value.arguments().get(i), parameters.get(i));
      }
      if (SourceNames.hasOuterObject(method, owner)
          && value.arguments().get(0) instanceof Value.Null) {
        throw new Impossible(method + " without an outer object");
      }
      return value.type();
    }

    private boolean isBare(Value.Call call) {
      return call.receiver().isEmpty() || call.receiver().get() instanceof Value.Null;
    }

    private MethodCode target(MethodReference method, ClassUnit owner) {
      Optional<MethodCode> found =
          method.isConstructor()
              ? owner.method(method.name(), method.descriptor())
              : program.resolve(method);
      MethodCode target = found.orElseThrow(() -> new Impossible("no method " + method));
      boolean forwards = target.isBridge() && overridesSameDescriptor(target);
      int access = forwards ? target.access() & ~Opcodes.ACC_SYNTHETIC : target.access();
      member(target.owner(), access, method.toString());
      if (method.isConstructor()) {
        if (owner.isAbstract() || (owner.access() & Opcodes.ACC_ENUM) != 0) {
          throw new Impossible(owner.name() + " cannot be instantiated");
        }
      } else if (!SourceVersion.isName(method.name())) {
        throw new Impossible(method + " has no name in Java");
      } else if (target.isStatic() && owner.isInterface() && !target.owner().equals(owner.name())) {
        throw new Impossible(method + " is not inherited (JLS 8.4.8)");
      }
      return target;
    }

    /**
     * Whether a bridge only makes a public method of a hidden superclass accessible; in source the
     * one stands for the other.
     */
    private boolean overridesSameDescriptor(MethodCode bridge) {
      return program
          .find(bridge.owner())
          .flatMap(ClassUnit::superName)
          .map(name -> new MethodReference(name, bridge.name(), bridge.descriptor()))
          .flatMap(program::resolve)
          .filter(overridden -> !overridden.isSynthetic())
          .isPresent();
    }

    private FieldUnit field(FieldReference reference, boolean isStatic) {
      classOf(reference.owner());
      FieldUnit field =
          program.resolve(reference).orElseThrow(() -> new Impossible("no field " + reference));
      member(field.owner(), field.access(), reference.toString());
      if (field.isStatic() != isStatic || !SourceVersion.isName(reference.name())) {
        throw new Impossible(reference + " is accessed the wrong way");
      }
      return field;
    }

    private void member(String declaring, int access, String what) {
      boolean near = Invocation.packageOf(declaring).equals(home);
      int required = Opcodes.ACC_PUBLIC | (near ? Opcodes.ACC_PROTECTED : 0);
      boolean isPrivate = (access & Opcodes.ACC_PRIVATE) != 0;
      boolean visible = (access & required) != 0 || (near && !isPrivate);
      if (!visible || (access & Opcodes.ACC_SYNTHETIC) != 0) {
        throw new Impossible(what + " is not accessible");
      }
    }

    /** Checks that a value can be handed over as it is, and the value itself. */
    private void argument(Value value, String expected) {
      visit(value);
      String type = value.type();
      boolean fits =
          type.equals(expected)
              || (MethodDescriptor.isReference(type)
                  && MethodDescriptor.isReference(expected)
                  && program.subtyping(Program.internalName(type), Program.internalName(expected))
                      == Program.Subtyping.YES);
      if (!fits) {
        throw new Impossible("a value of type " + type + " where " + expected + " is expected");
      }
    }

    private void typeOfValue(String descriptor) {
      if (descriptor.equals("V")) {
        throw new Impossible("a call that returns nothing is no value");
      }
      type(descriptor);
    }

    private void type(String descriptor) {
      String element = descriptor.substring(descriptor.lastIndexOf('[') + 1);
      if (MethodDescriptor.isReference(element)) {
        classOf(Program.internalName(element));
      }
    }

    private ClassUnit classOf(String internalName) {
      ClassUnit unit =
          program.find(internalName).orElseThrow(() -> new Impossible("no class " + internalName));
      if (isInsidePlatform(internalName) && !program.contains(internalName)) {
        throw new Impossible(internalName + " is internal to the platform");
      }
      if (names.ofClass(internalName).isEmpty()) {
        throw new Impossible(internalName + " has no name in Java");
      }
      boolean near = Invocation.packageOf(internalName).equals(home);
      if (!near && Invocation.packageOf(internalName).isEmpty()) {
        throw new Impossible(internalName + " cannot be imported");
      }
      accessible(unit, near);
      return unit;
    }

    /** A nested class is as accessible as its InnerClasses row says, and its outer ones are. */
    private void accessible(ClassUnit unit, boolean near) {
      Optional<InnerClass> row = SourceNames.ownRow(unit);
      int access = row.map(InnerClass::access).orElse(unit.access());
      boolean visible =
          near ? (access & Opcodes.ACC_PRIVATE) == 0 : (access & Opcodes.ACC_PUBLIC) != 0;
      if (!visible || (access & Opcodes.ACC_SYNTHETIC) != 0) {
        throw new Impossible(unit.name() + " is not accessible");
      }
      row.flatMap(InnerClass::outerName).ifPresent(this::classOf);
    }
  }
}
