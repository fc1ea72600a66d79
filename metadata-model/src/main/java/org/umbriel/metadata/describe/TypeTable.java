package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Encoding;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Language;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/**
 * The types that descriptors name (JVMS 4.3.2). A class of the archive has its type in its own
 * unit; all others are collected in one unit behind those. A value of a class or array type is a
 * reference, so its type is a pointer to the class or the array.
 */
final class TypeTable {
  /** In the unit of a class, the pointer to its type stands before the type. */
  static final int POINTER_ENTRY = 1;

  static final int CLASS_ENTRY = 2;

  /** The most dimensions of an array (JVMS 4.4.1). */
  private static final int MOST_DIMENSIONS = 255;

  private final int sharedUnit;
  private final Map<String, Integer> unitOfClass;
  private final List<Entry> shared = new ArrayList<>();
  private final Map<String, Reference> values = new HashMap<>();
  private final Map<String, Reference> classes = new HashMap<>();
  private int sharedSize = 1;

  /**
   * @param unitOfClass ordinals of units by the internal names of their classes
   * @param sharedUnit ordinal of the unit that all other types go to
   */
  TypeTable(Map<String, Integer> unitOfClass, int sharedUnit) {
    this.unitOfClass = unitOfClass;
    this.sharedUnit = sharedUnit;
  }

  /** The type of values with this descriptor; nothing for {@code V}. */
  Optional<Reference> ofValue(String descriptor) {
    return descriptor.equals("V") ? Optional.empty() : Optional.of(known(descriptor));
  }

  private Reference known(String descriptor) {
    Reference known = values.get(descriptor);
    if (known == null) {
      known = make(descriptor);
      values.put(descriptor, known);
    }
    return known;
  }

  /** The type of a class itself, by internal name. */
  Reference ofClass(String name) {
    Integer unit = unitOfClass.get(name);
    return unit != null
        ? new Reference(unit, CLASS_ENTRY)
        : classes.computeIfAbsent(name, this::declareClass);
  }

  private Reference make(String descriptor) {
    if (descriptor.startsWith("L") && descriptor.endsWith(";")) {
      String name = descriptor.substring(1, descriptor.length() - 1);
      Integer unit = unitOfClass.get(name);
      return unit != null ? new Reference(unit, POINTER_ENTRY) : pointer(ofClass(name));
    }
    if (descriptor.startsWith("[") && descriptor.lastIndexOf('[') < MOST_DIMENSIONS) {
      Entry.Builder array = Entry.builder(Tag.ARRAY_TYPE);
      ofValue(descriptor.substring(1))
          .ifPresent(element -> array.reference(AttributeName.TYPE, element));
      return pointer(add(array.child(Entry.builder(Tag.SUBRANGE_TYPE).build()).build()));
    }
    return add(BaseType.of(descriptor).map(BaseType::entry).orElseGet(() -> unknown(descriptor)));
  }

  private static Entry unknown(String descriptor) {
    return Entry.builder(Tag.UNSPECIFIED_TYPE).text(AttributeName.NAME, descriptor).build();
  }

  private Reference declareClass(String name) {
    return add(
        Entry.builder(Tag.CLASS_TYPE)
            .text(AttributeName.NAME, name.replace('/', '.'))
            .flag(AttributeName.DECLARATION, true)
            .build());
  }

  private Reference pointer(Reference target) {
    return add(Entry.builder(Tag.POINTER_TYPE).reference(AttributeName.TYPE, target).build());
  }

  private Reference add(Entry entry) {
    Reference reference = new Reference(sharedUnit, sharedSize);
    shared.add(entry);
    sharedSize += entry.size();
    return reference;
  }

  /**
   * The unit of the types that belong to no class of the archive; complete when all classes are
   * described.
   *
   * @param missing internal names of classes that were looked for and are nowhere
   */
  Unit sharedUnit(String archiveName, SortedSet<String> missing) {
    return new Unit(
        Entry.builder(Tag.COMPILE_UNIT)
            .text(AttributeName.NAME, archiveName)
            .code(AttributeName.LANGUAGE, Language.JAVA)
            .flag(AttributeName.USE_UTF8, true)
            .children(shared)
            .children(missing.stream().map(TypeTable::missing).toList())
            .build(),
        Optional.empty());
  }

  private static Entry missing(String name) {
    return Entry.builder(Tag.UMBRIEL_MISSING_CLASS)
        .text(AttributeName.NAME, name.replace('/', '.'))
        .build();
  }

  /** The primitive types (JVMS 2.3). */
  private enum BaseType {
    BOOLEAN("Z", Encoding.BOOLEAN, 1),
    BYTE("B", Encoding.SIGNED, 1),
    CHAR("C", Encoding.UTF, 2),
    SHORT("S", Encoding.SIGNED, 2),
    INT("I", Encoding.SIGNED, 4),
    LONG("J", Encoding.SIGNED, 8),
    FLOAT("F", Encoding.FLOAT, 4),
    DOUBLE("D", Encoding.FLOAT, 8);

    private final String descriptor;
    private final int encoding;
    private final int size;

    BaseType(String descriptor, Encoding encoding, int size) {
      this.descriptor = descriptor;
      this.encoding = encoding.value();
      this.size = size;
    }

    private static Optional<BaseType> of(String descriptor) {
      for (BaseType type : values()) {
        if (type.descriptor.equals(descriptor)) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }

    private Entry entry() {
      return Entry.builder(Tag.BASE_TYPE)
          .text(AttributeName.NAME, name().toLowerCase(Locale.ROOT))
          .constant(AttributeName.ENCODING, encoding)
          .constant(AttributeName.BYTE_SIZE, size)
          .build();
    }
  }
}
