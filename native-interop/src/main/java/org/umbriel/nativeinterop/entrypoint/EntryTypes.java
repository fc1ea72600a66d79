package org.umbriel.nativeinterop.entrypoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Encoding;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.nativeinterop.type.ArrayType;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.ComplexType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.OpaqueType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.type.VoidType;

/**
 * Types to entries of a unit (DWARF 5, section 5), each once and behind those that it is made of.
 * What has no entry (void, functions, a structure that is still being described) is {@code void}.
 */
final class EntryTypes implements CType.Visitor<Optional<Entry>> {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Reference> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /** The root of the unit is entry 0. */
  private int next = 1;

  List<Entry> entries() {
    return entries;
  }

  /** The entry of a type; empty for {@code void}. */
  Optional<Reference> of(CType type) {
    String key = type.text() + "/" + type.size();
    if (known.containsKey(key)) {
      return Optional.of(known.get(key));
    }
    if (!open.add(key)) {
      return Optional.empty();
    }
    Optional<Entry> entry = type.accept(this);
    open.remove(key);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Reference reference = new Reference(0, next);
    entries.add(entry.get());
    next += entry.get().size();
    known.put(key, reference);
    return Optional.of(reference);
  }

  static void addType(Entry.Builder entry, Optional<Reference> type) {
    type.ifPresent(reference -> entry.reference(AttributeName.TYPE, reference));
  }

  private static Optional<Entry> base(String name, long size, Encoding encoding) {
    return Optional.of(
        Entry.builder(Tag.BASE_TYPE)
            .text(AttributeName.NAME, name)
            .constant(AttributeName.BYTE_SIZE, size)
            .code(AttributeName.ENCODING, encoding)
            .build());
  }

  @Override
  public Optional<Entry> visit(VoidType type) {
    return Optional.empty();
  }

  @Override
  public Optional<Entry> visit(IntegerType type) {
    Encoding encoding =
        switch (type.kind()) {
          case SIGNED -> Encoding.SIGNED;
          case UNSIGNED -> Encoding.UNSIGNED;
          case CHARACTER -> Encoding.SIGNED_CHAR;
          case UNSIGNED_CHARACTER -> Encoding.UNSIGNED_CHAR;
          case BOOLEAN -> Encoding.BOOLEAN;
        };
    return base(type.text(), type.size(), encoding);
  }

  @Override
  public Optional<Entry> visit(EnumType type) {
    Entry.Builder entry =
        Entry.builder(Tag.ENUMERATION_TYPE)
            .text(AttributeName.NAME, tag(type))
            .constant(AttributeName.BYTE_SIZE, type.size());
    addType(entry, of(type.representation()));
    for (EnumType.Constant constant : type.constants()) {
      entry.child(
          Entry.builder(Tag.ENUMERATOR)
              .text(AttributeName.NAME, constant.name())
              .constant(AttributeName.CONST_VALUE, constant.value().longValue())
              .build());
    }
    return Optional.of(entry.build());
  }

  /** The name without the word before it. */
  private static String tag(CType type) {
    return type.text().replaceFirst("^(struct|union|class|enum) ", "");
  }

  @Override
  public Optional<Entry> visit(RealType type) {
    return base(type.text(), type.size(), Encoding.FLOAT);
  }

  @Override
  public Optional<Entry> visit(ComplexType type) {
    return base(type.text(), type.size(), Encoding.COMPLEX_FLOAT);
  }

  @Override
  public Optional<Entry> visit(PointerType type) {
    Entry.Builder entry =
        Entry.builder(Tag.POINTER_TYPE).constant(AttributeName.BYTE_SIZE, PointerType.SIZE);
    addType(entry, of(type.target()));
    return Optional.of(entry.build());
  }

  @Override
  public Optional<Entry> visit(ArrayType type) {
    Entry.Builder entry = Entry.builder(Tag.ARRAY_TYPE);
    addType(entry, of(type.element()));
    Entry.Builder range = Entry.builder(Tag.SUBRANGE_TYPE);
    range.constant(AttributeName.COUNT, type.count());
    return Optional.of(entry.child(range.build()).build());
  }

  @Override
  public Optional<Entry> visit(StructType type) {
    Entry.Builder entry =
        Entry.builder(type.isUnion() ? Tag.UNION_TYPE : Tag.STRUCTURE_TYPE)
            .text(AttributeName.NAME, tag(type))
            .constant(AttributeName.BYTE_SIZE, type.size());
    type.fields().forEach(field -> entry.child(member(field)));
    return Optional.of(entry.build());
  }

  private Entry member(Field field) {
    Entry.Builder member = Entry.builder(Tag.MEMBER);
    if (!field.name().isEmpty()) {
      member.text(AttributeName.NAME, field.name());
    }
    addType(member, of(field.type()));
    if (field.isBitField()) {
      member.constant(AttributeName.BIT_SIZE, field.bitSize());
      return member.constant(AttributeName.DATA_BIT_OFFSET, field.bitOffset()).build();
    }
    return member.constant(AttributeName.DATA_MEMBER_LOCATION, field.offset()).build();
  }

  @Override
  public Optional<Entry> visit(FunctionType type) {
    return Optional.empty();
  }

  @Override
  public Optional<Entry> visit(OpaqueType type) {
    return Optional.empty();
  }
}
