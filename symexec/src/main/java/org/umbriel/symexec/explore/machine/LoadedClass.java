package org.umbriel.symexec.explore.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;

/**
 * A class, interface, array type or primitive type with the layout of its objects and its static
 * fields. The first slot of the static fields is the state of its initialisation.
 */
public final class LoadedClass {
  static final int STATE = 0;

  /** How far a class's initialisation is (JVMS 5.5). */
  public enum Initialisation {
    NOT_YET,
    RUNNING,
    DONE,
    FAILED
  }

  /** Where a field lies. */
  public record FieldSlot(LoadedClass owner, FieldUnit unit, int slot) {}

  private final String name;
  private final @Nullable ClassUnit unit;
  private final @Nullable LoadedClass superclass;
  private final List<LoadedClass> interfaces;
  private final @Nullable LoadedClass element;
  private final boolean isProgram;
  private final Classes classes;
  private final Map<String, FieldSlot> declaredFields = new HashMap<>();
  private final Map<String, Routine> declaredRoutines = new HashMap<>();
  private final Map<String, @Nullable Routine> selected = new HashMap<>();
  private final Map<LoadedClass, Boolean> subtyping = new HashMap<>();
  private final int instanceSlots;
  private final HeapObject statics;

  /**
   * A class or, without a unit, an array or primitive type.
   *
   * @param name internal name, an array's descriptor, or a primitive's keyword
   */
  LoadedClass(
      Classes classes,
      String name,
      @Nullable ClassUnit unit,
      @Nullable LoadedClass superclass,
      List<LoadedClass> interfaces,
      @Nullable LoadedClass element,
      boolean isProgram) {
    this.classes = classes;
    this.name = name;
    this.unit = unit;
    this.superclass = superclass;
    this.interfaces = interfaces;
    this.element = element;
    this.isProgram = isProgram;
    int instance = superclass == null ? 0 : superclass.instanceSlots;
    int fixed = STATE + 1;
    if (unit != null) {
      for (FieldUnit field : unit.fields()) {
        int slot = field.isStatic() ? fixed++ : instance++;
        declaredFields.put(key(field.name(), field.descriptor()), new FieldSlot(this, field, slot));
      }
    }
    this.instanceSlots = instance;
    this.statics = classes.heap().statics(this, fixed);
  }

  private static String key(String name, String descriptor) {
    return name + descriptor;
  }

  /** Internal name, an array's descriptor, or a primitive's keyword. */
  public String name() {
    return name;
  }

  /** What {@code Class.getName} answers. */
  public String javaName() {
    return name.replace('/', '.');
  }

  /** The decoded class; fails for arrays and primitives. */
  public ClassUnit unit() {
    if (unit == null) {
      throw Abandoned.unsupported("members of " + name);
    }
    return unit;
  }

  public boolean hasUnit() {
    return unit != null;
  }

  public @Nullable LoadedClass superclass() {
    return superclass;
  }

  public List<LoadedClass> interfaces() {
    return interfaces;
  }

  public boolean isArray() {
    return name.startsWith("[");
  }

  public boolean isPrimitive() {
    return unit == null && !isArray();
  }

  public boolean isReferenceType() {
    return !isPrimitive();
  }

  public boolean isInterface() {
    return unit != null && unit.isInterface();
  }

  public boolean isAbstract() {
    return unit != null && unit.isAbstract();
  }

  public boolean isEnum() {
    return superclass != null && superclass.name.equals("java/lang/Enum");
  }

  /** Whether it belongs to the program rather than to the platform. */
  public boolean isProgram() {
    return isProgram;
  }

  /** The element type of an array. */
  public LoadedClass element() {
    if (element == null) {
      throw new IllegalStateException(name + " is no array");
    }
    return element;
  }

  /** The descriptor of the type. */
  public String descriptor() {
    if (isArray()) {
      return name;
    }
    return isPrimitive() ? classes.primitiveDescriptor(name) : "L" + name + ";";
  }

  int instanceSlots() {
    return instanceSlots;
  }

  /** The static fields. */
  public HeapObject statics() {
    return statics;
  }

  public Initialisation initialisation() {
    return Initialisation.values()[(int) statics.bits(STATE)];
  }

  /** JVMS 6.5.instanceof. */
  public boolean isSubtypeOf(LoadedClass other) {
    if (this == other) {
      return true;
    }
    Boolean known = subtyping.get(other);
    if (known == null) {
      known = computeSubtype(other);
      subtyping.put(other, known);
    }
    return known;
  }

  private boolean computeSubtype(LoadedClass other) {
    if (isPrimitive() || other.isPrimitive()) {
      return false;
    }
    if (element != null && other.element != null) {
      return element.isSubtypeOf(other.element);
    }
    if (superclass != null && superclass.isSubtypeOf(other)) {
      return true;
    }
    for (LoadedClass each : interfaces) {
      if (each.isSubtypeOf(other)) {
        return true;
      }
    }
    return isInterface() && other.name.equals("java/lang/Object");
  }

  /** The field that a reference resolves to (JVMS 5.4.3.2); null if there is none. */
  public @Nullable FieldSlot field(String fieldName, String descriptor) {
    FieldSlot declared = declaredFields.get(key(fieldName, descriptor));
    if (declared != null) {
      return declared;
    }
    for (LoadedClass each : interfaces) {
      FieldSlot inherited = each.field(fieldName, descriptor);
      if (inherited != null) {
        return inherited;
      }
    }
    return superclass == null ? null : superclass.field(fieldName, descriptor);
  }

  /** The descriptor of the field in a slot; null if there is none. */
  @Nullable String fieldAt(int slot, boolean isStatic) {
    for (FieldSlot field : declaredFields.values()) {
      if (field.slot() == slot && field.unit().isStatic() == isStatic) {
        return field.unit().descriptor();
      }
    }
    return isStatic || superclass == null ? null : superclass.fieldAt(slot, false);
  }

  /** A field that models rely on. */
  public int slot(String fieldName, String descriptor) {
    FieldSlot found = field(fieldName, descriptor);
    if (found == null) {
      throw Abandoned.unsupported("a platform without " + name + "." + fieldName);
    }
    return found.slot();
  }

  /** The static fields that this very class declares. */
  public List<FieldSlot> staticFields() {
    return declaredFields.values().stream().filter(f -> f.unit().isStatic()).toList();
  }

  /** All instance fields, inherited ones first. */
  public List<FieldSlot> instanceFields() {
    List<FieldSlot> all =
        superclass == null ? new ArrayList<>() : new ArrayList<>(superclass.instanceFields());
    declaredFields.values().stream().filter(f -> !f.unit().isStatic()).forEach(all::add);
    return all;
  }

  /** The method that this very class declares; null if it does not. */
  public @Nullable Routine declared(String methodName, String descriptor) {
    String key = key(methodName, descriptor);
    Routine known = declaredRoutines.get(key);
    if (known == null && unit != null) {
      MethodCode code = unit.method(methodName, descriptor).orElse(null);
      if (code != null) {
        known = classes.routine(this, code);
        declaredRoutines.put(key, known);
      }
    }
    return known;
  }

  /** Finds a method along the superclasses, then the superinterfaces (JVMS 5.4.6). */
  public @Nullable Routine select(String methodName, String descriptor) {
    String key = key(methodName, descriptor);
    if (!selected.containsKey(key)) {
      selected.put(key, find(methodName, descriptor));
    }
    return selected.get(key);
  }

  private @Nullable Routine find(String methodName, String descriptor) {
    for (LoadedClass at = this; at != null; at = at.superclass) {
      Routine declared = at.declared(methodName, descriptor);
      if (declared != null) {
        return declared;
      }
    }
    Routine best = null;
    for (LoadedClass each : allInterfaces()) {
      Routine declared = each.declared(methodName, descriptor);
      if (declared != null && !declared.code().isPrivate() && !declared.isStatic()) {
        boolean better =
            best == null
                || declared.owner().isSubtypeOf(best.owner())
                || (best.isAbstract() && !best.owner().isSubtypeOf(declared.owner()));
        best = better ? declared : best;
      }
    }
    return best;
  }

  private Set<LoadedClass> allInterfaces() {
    Set<LoadedClass> all = new LinkedHashSet<>();
    for (LoadedClass at = this; at != null; at = at.superclass) {
      for (LoadedClass each : at.interfaces) {
        all.add(each);
        all.addAll(each.allInterfaces());
      }
    }
    return all;
  }

  /** Whether a method's parameters and result are this primitive; used for default values. */
  public static boolean isWide(String descriptor) {
    return MethodDescriptor.slots(descriptor) == 2;
  }

  @Override
  public String toString() {
    return name;
  }
}
