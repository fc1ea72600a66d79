package org.umbriel.symexec.explore.library;

import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Routine;
import org.umbriel.symexec.explore.machine.Thrown;

/** {@code Class}: the little that programs ask of it. */
final class ClassMethods {
  private static final String CLASS = "java/lang/Class.";

  private ClassMethods() {}

  static void addTo(Registry registry) {
    registry
        .add(CLASS + "getName()Ljava/lang/String;", call -> name(call, type(call).javaName()))
        .add(CLASS + "getTypeName()Ljava/lang/String;", call -> name(call, typeName(type(call))))
        .add(CLASS + "getSimpleName()Ljava/lang/String;", call -> name(call, simple(type(call))))
        .add(CLASS + "toString()Ljava/lang/String;", ClassMethods::describe)
        .add(CLASS + "desiredAssertionStatus()Z", call -> call.answer(type(call).isProgram()))
        .add(CLASS + "isInstance(Ljava/lang/Object;)Z", ClassMethods::isInstance)
        .add(CLASS + "isAssignableFrom(Ljava/lang/Class;)Z", ClassMethods::isAssignable)
        .add(CLASS + "isArray()Z", call -> call.answer(type(call).isArray()))
        .add(CLASS + "isPrimitive()Z", call -> call.answer(type(call).isPrimitive()))
        .add(CLASS + "isInterface()Z", call -> call.answer(type(call).isInterface()))
        .add(CLASS + "isEnum()Z", call -> call.answer(type(call).isEnum()))
        .add(CLASS + "isRecord()Z", ClassMethods::isRecord)
        .add(CLASS + "isHidden()Z", call -> call.answer(false))
        .add(CLASS + "hashCode()I", call -> call.answer(call.object(0).number()))
        .add(CLASS + "getSuperclass()Ljava/lang/Class;", ClassMethods::superclass)
        .add(CLASS + "getComponentType()Ljava/lang/Class;", ClassMethods::component)
        .add(
            CLASS + "getPrimitiveClass(Ljava/lang/String;)Ljava/lang/Class;", ClassMethods::keyword)
        .add(CLASS + "cast(Ljava/lang/Object;)Ljava/lang/Object;", ClassMethods::cast)
        .add(CLASS + "getEnumConstantsShared()[Ljava/lang/Object;", ClassMethods::constants)
        .add(CLASS + "getEnumConstants()[Ljava/lang/Object;", ClassMethods::constants)
        .add("java/util/EnumSet.getUniverse", ClassMethods::constants)
        .add("java/util/EnumMap.getKeyUniverse", ClassMethods::constants)
        .add("java/lang/reflect/Array.newArray", ClassMethods::newArray)
        .add(
            "java/lang/reflect/Array.newInstance(Ljava/lang/Class;I)Ljava/lang/Object;",
            ClassMethods::newArray)
        .add("java/lang/reflect/Array.getLength(Ljava/lang/Object;)I", ClassMethods::length);
  }

  private static LoadedClass type(Call call) throws Thrown {
    return typeOf(call.object(0));
  }

  private static LoadedClass typeOf(HeapObject mirror) {
    if (mirror.payload() instanceof LoadedClass type) {
      return type;
    }
    throw Abandoned.unsupported("a class object that is none");
  }

  private static void name(Call call, String name) {
    call.answer(call.machine().classes().literal(name));
  }

  private static String typeName(LoadedClass type) {
    return type.isArray() ? typeName(type.element()) + "[]" : type.javaName();
  }

  private static String simple(LoadedClass type) {
    if (type.isArray()) {
      return simple(type.element()) + "[]";
    }
    if (type.isPrimitive()) {
      return type.name();
    }
    ClassUnit unit = type.unit();
    boolean isNested =
        unit.innerClasses().stream().anyMatch(i -> i.toString().contains(type.name()));
    if (isNested && type.name().indexOf('$') >= 0) {
      String last = type.name().substring(type.name().lastIndexOf('$') + 1);
      if (last.isEmpty() || Character.isDigit(last.charAt(0))) {
        throw Abandoned.unsupported("the simple name of a local class");
      }
      return last;
    }
    return type.name().substring(type.name().lastIndexOf('/') + 1);
  }

  private static void describe(Call call) throws Thrown {
    LoadedClass type = type(call);
    String kind = type.isInterface() ? "interface " : type.isPrimitive() ? "" : "class ";
    name(call, kind + type.javaName());
  }

  private static void isInstance(Call call) throws Thrown {
    LoadedClass type = type(call);
    HeapObject object = call.reference(1);
    call.answer(object != null && object.type().isSubtypeOf(type));
  }

  private static void isAssignable(Call call) throws Thrown {
    call.answer(typeOf(call.object(1)).isSubtypeOf(type(call)));
  }

  private static void isRecord(Call call) throws Thrown {
    LoadedClass superclass = type(call).superclass();
    call.answer(superclass != null && superclass.name().equals("java/lang/Record"));
  }

  private static void superclass(Call call) throws Thrown {
    LoadedClass type = type(call);
    LoadedClass superclass = type.isInterface() ? null : type.superclass();
    call.answer(superclass == null ? null : call.machine().classes().mirror(superclass));
  }

  private static void component(Call call) throws Thrown {
    LoadedClass type = type(call);
    call.answer(type.isArray() ? call.machine().classes().mirror(type.element()) : null);
  }

  private static void keyword(Call call) throws Thrown {
    String keyword = Texts.concrete(call.object(0));
    LoadedClass type = call.machine().classes().primitiveNamed(String.valueOf(keyword));
    call.answer(call.machine().classes().mirror(type));
  }

  private static void cast(Call call) throws Thrown {
    HeapObject object = call.reference(1);
    LoadedClass type = type(call);
    if (object != null && !object.type().isSubtypeOf(type)) {
      throw call.machine()
          .raise(
              "java/lang/ClassCastException",
              "Cannot cast " + object.type().javaName() + " to " + type.javaName());
    }
    call.answer(object);
  }

  /** What {@code values()} of the enum answers; null if it is none. */
  private static void constants(Call call) throws Thrown {
    LoadedClass type = type(call);
    if (!type.isEnum()) {
      call.answer((HeapObject) null);
      return;
    }
    if (!call.machine().isReady(type)) {
      return;
    }
    Routine values = type.declared("values", "()[" + type.descriptor());
    if (values == null) {
      throw Abandoned.unsupported("an enum without values()");
    }
    call.done();
    call.machine().invoke(call.caller(), values);
  }

  private static void newArray(Call call) throws Thrown {
    LoadedClass element = typeOf(call.object(0));
    int length = call.concrete(1, 200);
    if (length < 0) {
      throw call.machine().raise("java/lang/NegativeArraySizeException", String.valueOf(length));
    }
    call.answer(call.machine().heap().array(call.machine().classes().arrayOf(element), length));
  }

  private static void length(Call call) throws Thrown {
    HeapObject array = call.object(0);
    if (!array.type().isArray()) {
      throw call.machine().raise("java/lang/IllegalArgumentException", "Argument is not an array");
    }
    call.answer(array.length());
  }
}
