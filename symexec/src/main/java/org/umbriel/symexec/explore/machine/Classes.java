package org.umbriel.symexec.explore.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;

/** Loads classes when they are first needed, each once. */
public final class Classes {
  private static final Map<String, String> PRIMITIVES =
      Map.of(
          "boolean", "Z", "byte", "B", "char", "C", "short", "S", "int", "I", "long", "J", "float",
          "F", "double", "D", "void", "V");

  private final Program program;
  private final Heap heap;
  private final Library library;
  private final Map<String, LoadedClass> loaded = new LinkedHashMap<>();
  private final Map<String, ClassUnit> generated = new HashMap<>();
  private final Map<LoadedClass, HeapObject> mirrors = new HashMap<>();
  private final Map<HeapObject, HeapObject> companions = new HashMap<>();
  private final Map<String, HeapObject> literals = new HashMap<>();

  Classes(Program program, Heap heap, Library library) {
    this.program = program;
    this.heap = heap;
    this.library = library;
  }

  Heap heap() {
    return heap;
  }

  /** For the names of generated classes. */
  public int nextNumber() {
    return generated.size();
  }

  /** What has been loaded, in that order. */
  Collection<LoadedClass> all() {
    return Collections.unmodifiableCollection(loaded.values());
  }

  /** Adds a class that has no file: a lambda's. */
  public void define(ClassUnit unit) {
    generated.put(unit.name(), unit);
  }

  /** A class by internal name or array descriptor. */
  public LoadedClass load(String name) {
    LoadedClass known = loaded.get(name);
    if (known == null) {
      known = name.startsWith("[") ? array(name) : create(name);
      loaded.put(name, known);
      prepare(known);
    }
    return known;
  }

  /** A type by its descriptor. */
  public LoadedClass ofDescriptor(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'L' -> load(descriptor.substring(1, descriptor.length() - 1));
      case '[' -> load(descriptor);
      default -> primitive(descriptor);
    };
  }

  private LoadedClass primitive(String descriptor) {
    String keyword =
        PRIMITIVES.entrySet().stream()
            .filter(e -> e.getValue().equals(descriptor))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(descriptor));
    return primitiveNamed(keyword);
  }

  /** A primitive type by its keyword. */
  public LoadedClass primitiveNamed(String keyword) {
    return loaded.computeIfAbsent(
        keyword, key -> new LoadedClass(this, key, null, null, List.of(), null, false));
  }

  String primitiveDescriptor(String keyword) {
    return PRIMITIVES.getOrDefault(keyword, "V");
  }

  private LoadedClass array(String descriptor) {
    return new LoadedClass(
        this,
        descriptor,
        null,
        load("java/lang/Object"),
        List.of(load("java/lang/Cloneable"), load("java/io/Serializable")),
        ofDescriptor(descriptor.substring(1)),
        false);
  }

  /** The array type with elements of a type. */
  public LoadedClass arrayOf(LoadedClass element) {
    return load("[" + element.descriptor());
  }

  private LoadedClass create(String name) {
    ClassUnit unit = generated.get(name);
    if (unit == null) {
      unit =
          program
              .find(name)
              .orElseThrow(() -> Abandoned.unsupported("the class " + name + " is missing"));
    }
    List<LoadedClass> interfaces = new ArrayList<>();
    unit.interfaces().forEach(i -> interfaces.add(load(i)));
    @Nullable LoadedClass superclass = unit.superName().map(this::load).orElse(null);
    boolean isProgram = program.contains(name) || generated.containsKey(name);
    return new LoadedClass(this, name, unit, superclass, interfaces, null, isProgram);
  }

  private void prepare(LoadedClass type) {
    if (!type.hasUnit()) {
      return;
    }
    for (FieldUnit field : type.unit().fields()) {
      if (field.isStatic() && field.constantValue().isPresent()) {
        int slot = type.slot(field.name(), field.descriptor());
        Constant value = field.constantValue().get();
        if (value instanceof Constant.StringConstant text) {
          heap.initialise(type.statics(), slot, 0, literal(text.value()));
        } else {
          heap.initialise(type.statics(), slot, bits(value), null);
        }
      }
    }
  }

  /** A constant primitive as it lies in a slot. */
  public static long bits(Constant constant) {
    if (constant instanceof Constant.IntConstant i) {
      return i.value();
    }
    if (constant instanceof Constant.LongConstant l) {
      return l.value();
    }
    if (constant instanceof Constant.FloatConstant f) {
      return Float.floatToRawIntBits(f.value());
    }
    if (constant instanceof Constant.DoubleConstant d) {
      return Double.doubleToRawLongBits(d.value());
    }
    throw new IllegalArgumentException("no primitive: " + constant);
  }

  /** The string object of a literal; the same one each time (JLS 3.10.5). */
  public HeapObject literal(String text) {
    HeapObject known = literals.get(text);
    if (known == null) {
      known = heap.immortal(load("java/lang/String"));
      known.payload = text;
      literals.put(text, known);
    }
    return known;
  }

  /** The object of class {@code Class} for a type. */
  public HeapObject mirror(LoadedClass type) {
    HeapObject known = mirrors.get(type);
    if (known == null) {
      known = heap.immortal(load("java/lang/Class"));
      known.payload = type;
      mirrors.put(type, known);
    }
    return known;
  }

  /** The one object of a class that the virtual machine itself makes. */
  public HeapObject companion(HeapObject mirror, LoadedClass type) {
    HeapObject known = companions.get(mirror);
    if (known == null) {
      known = heap.immortal(type);
      companions.put(mirror, known);
    }
    return known;
  }

  Routine routine(LoadedClass owner, MethodCode code) {
    return new Routine(owner, code, library.find(owner, code));
  }
}
