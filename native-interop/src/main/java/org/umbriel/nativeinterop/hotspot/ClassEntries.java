package org.umbriel.nativeinterop.hotspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Encoding;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/**
 * Classes with their fields, and behind them the types that fields have: primitive ones, and
 * pointers, as wide as references are in objects, to classes and arrays (DWARF 5, 5.1 to 5.7).
 */
final class ClassEntries {
  private final int unit;
  private final List<JavaType> types;
  private final int referenceSize;
  private final Map<String, Integer> classes = new HashMap<>();
  private final Map<String, Integer> values = new HashMap<>();
  private final List<Entry> derived = new ArrayList<>();
  private int next = 1;

  ClassEntries(int unit, List<JavaType> types, int referenceSize) {
    this.unit = unit;
    this.types = types;
    this.referenceSize = referenceSize;
    for (JavaType type : types) {
      classes.putIfAbsent(type.name(), next);
      next += 1 + type.superclass().map(name -> 1).orElse(0) + type.fields().size();
    }
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    types.forEach(type -> entries.add(describe(type)));
    entries.addAll(derived);
    return entries;
  }

  private Reference reference(int index) {
    return new Reference(unit, index);
  }

  private Entry describe(JavaType type) {
    Entry.Builder entry = Entry.builder(Tag.CLASS_TYPE).text(AttributeName.NAME, type.name());
    if (type.size() > 0) {
      entry.constant(AttributeName.BYTE_SIZE, type.size());
    }
    type.superclass()
        .ifPresent(
            name ->
                entry.child(
                    Entry.builder(Tag.INHERITANCE)
                        .reference(AttributeName.TYPE, reference(ofClass(name)))
                        .constant(AttributeName.DATA_MEMBER_LOCATION, 0)
                        .build()));
    type.fields().forEach(field -> entry.child(describe(field)));
    return entry.build();
  }

  private Entry describe(JavaType.Field field) {
    Entry.Builder entry =
        Entry.builder(field.isStatic() ? Tag.VARIABLE : Tag.MEMBER)
            .text(AttributeName.NAME, field.name())
            .reference(AttributeName.TYPE, reference(ofValue(field.descriptor())));
    if (!field.isStatic()) {
      entry.constant(AttributeName.DATA_MEMBER_LOCATION, field.offset());
    }
    return entry.build();
  }

  /** The type of a class itself; one that is not loaded is declared. */
  private int ofClass(String name) {
    Integer known = classes.get(name);
    if (known != null) {
      return known;
    }
    int index =
        add(
            Entry.builder(Tag.CLASS_TYPE)
                .text(AttributeName.NAME, name)
                .flag(AttributeName.DECLARATION, true)
                .build());
    classes.put(name, index);
    return index;
  }

  /** The type of values of a descriptor (JVMS 4.3.2). */
  private int ofValue(String descriptor) {
    Integer known = values.get(descriptor);
    if (known == null) {
      known = make(descriptor);
      values.put(descriptor, known);
    }
    return known;
  }

  private int make(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case '[' -> pointer(array(descriptor.substring(1)));
      case 'L' ->
          pointer(ofClass(descriptor.substring(1, descriptor.length() - 1).replace('/', '.')));
      case 'Z' -> base("boolean", 1, Encoding.BOOLEAN);
      case 'B' -> base("byte", 1, Encoding.SIGNED);
      case 'C' -> base("char", 2, Encoding.UTF);
      case 'S' -> base("short", 2, Encoding.SIGNED);
      case 'I' -> base("int", 4, Encoding.SIGNED);
      case 'J' -> base("long", 8, Encoding.SIGNED);
      case 'F' -> base("float", 4, Encoding.FLOAT);
      default -> base("double", 8, Encoding.FLOAT);
    };
  }

  private int array(String element) {
    int type = ofValue(element);
    return add(
        Entry.builder(Tag.ARRAY_TYPE)
            .reference(AttributeName.TYPE, reference(type))
            .child(Entry.builder(Tag.SUBRANGE_TYPE).build())
            .build());
  }

  private int pointer(int target) {
    return add(
        Entry.builder(Tag.POINTER_TYPE)
            .constant(AttributeName.BYTE_SIZE, referenceSize)
            .reference(AttributeName.TYPE, reference(target))
            .build());
  }

  private int base(String name, int size, Encoding encoding) {
    return add(
        Entry.builder(Tag.BASE_TYPE)
            .text(AttributeName.NAME, name)
            .constant(AttributeName.BYTE_SIZE, size)
            .code(AttributeName.ENCODING, encoding)
            .build());
  }

  private int add(Entry entry) {
    int index = next;
    derived.add(entry);
    next += entry.size();
    return index;
  }
}
