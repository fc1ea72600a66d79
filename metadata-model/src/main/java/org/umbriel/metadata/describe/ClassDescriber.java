package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.Accessibility;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Language;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/**
 * One class to its unit: the class's type with fields and methods, and the line table. An
 * enumeration is a class here, since debuggers see no methods in DWARF's enumerations.
 */
final class ClassDescriber {
  private final DescribedClass described;
  private final ClassUnit unit;
  private final int unitOrdinal;
  private final TypeTable types;

  /**
   * @param unitOrdinal of the unit to be made
   */
  ClassDescriber(DescribedClass described, int unitOrdinal, TypeTable types) {
    this.described = described;
    this.unit = described.unit();
    this.unitOrdinal = unitOrdinal;
    this.types = types;
  }

  Unit describe() {
    BytecodeAddress start = new BytecodeAddress(described.ordinal(), 0, 0);
    Entry.Builder root =
        Entry.builder(Tag.COMPILE_UNIT)
            .text(AttributeName.NAME, unit.name().replace('/', '.'))
            .code(AttributeName.LANGUAGE, Language.JAVA)
            .flag(AttributeName.USE_UTF8, true)
            .address(AttributeName.LOW_PC, start.value());
    end().ifPresent(end -> root.constant(AttributeName.HIGH_PC, end - start.value()));
    root.with(
        AttributeName.UMBRIEL_CLASS_DIGEST,
        new AttributeValue.Block(Hexadecimal.parse(unit.digest())));
    if (isModule()) {
      root.child(Entry.builder(Tag.MODULE).text(AttributeName.NAME, unit.name()).build());
    } else {
      root.child(
          Entry.builder(Tag.POINTER_TYPE)
              .reference(AttributeName.TYPE, new Reference(unitOrdinal, TypeTable.CLASS_ENTRY))
              .build());
      root.child(type());
    }
    return new Unit(root.build(), LineTables.of(described.ordinal(), unit));
  }

  private boolean isModule() {
    return (unit.access() & Opcodes.ACC_MODULE) != 0;
  }

  /** The first address behind the last method that has code. */
  private Optional<Long> end() {
    for (int i = unit.methods().size() - 1; i >= 0; i--) {
      if (unit.methods().get(i).hasCode()) {
        long start = new BytecodeAddress(described.ordinal(), i, 0).value();
        return Optional.of(start + unit.methods().get(i).codeLength());
      }
    }
    return Optional.empty();
  }

  private Entry type() {
    List<Entry> children = new ArrayList<>();
    if (!unit.isInterface()) {
      unit.superName().ifPresent(name -> children.add(inheritance(name)));
    }
    unit.interfaces().forEach(name -> children.add(inheritance(name)));
    children.addAll(new Declarations(types).of(unit));
    unit.fields().forEach(field -> children.add(field(field)));
    int next = TypeTable.CLASS_ENTRY + 1 + children.stream().mapToInt(Entry::size).sum();
    RecordsByMethod records = RecordsByMethod.of(described);
    for (int i = 0; i < unit.methods().size(); i++) {
      Entry method =
          new MethodDescriber(
                  unit.methods().get(i),
                  new BytecodeAddress(described.ordinal(), i, 0),
                  types,
                  new Reference(unitOrdinal, next))
              .describe(records.of(i));
      children.add(method);
      next += method.size();
    }
    return Entry.builder(unit.isInterface() ? Tag.INTERFACE_TYPE : Tag.CLASS_TYPE)
        .text(AttributeName.NAME, unit.name().substring(unit.name().lastIndexOf('/') + 1))
        .constant(AttributeName.UMBRIEL_ACCESS, unit.access())
        .text(AttributeName.UMBRIEL_SIGNATURE, unit.signature())
        .children(children)
        .build();
  }

  private Entry inheritance(String superName) {
    return Entry.builder(Tag.INHERITANCE)
        .reference(AttributeName.TYPE, types.ofClass(superName))
        .build();
  }

  private Entry field(FieldUnit field) {
    Entry.Builder entry =
        Entry.builder(field.isStatic() ? Tag.VARIABLE : Tag.MEMBER)
            .text(AttributeName.NAME, field.name());
    types.ofValue(field.descriptor()).ifPresent(type -> entry.reference(AttributeName.TYPE, type));
    entry.flag(AttributeName.EXTERNAL, field.isStatic());
    entry.flag(AttributeName.DECLARATION, field.isStatic());
    entry.flag(AttributeName.ARTIFICIAL, field.isSynthetic());
    accessibility(field.access()).ifPresent(code -> entry.code(AttributeName.ACCESSIBILITY, code));
    entry.constant(AttributeName.UMBRIEL_ACCESS, field.access());
    field
        .constantValue()
        .flatMap(ClassDescriber::value)
        .ifPresent(value -> entry.with(AttributeName.CONST_VALUE, value));
    return entry
        .text(AttributeName.UMBRIEL_SIGNATURE, field.signature())
        .children(Declarations.annotations(field.annotations()))
        .children(Declarations.typeAnnotations(field.typeAnnotations()))
        .build();
  }

  /** Package access has no code in DWARF; it shows in {@link AttributeName#UMBRIEL_ACCESS}. */
  static Optional<Accessibility> accessibility(int access) {
    if ((access & Opcodes.ACC_PUBLIC) != 0) {
      return Optional.of(Accessibility.PUBLIC);
    }
    if ((access & Opcodes.ACC_PROTECTED) != 0) {
      return Optional.of(Accessibility.PROTECTED);
    }
    return (access & Opcodes.ACC_PRIVATE) != 0
        ? Optional.of(Accessibility.PRIVATE)
        : Optional.empty();
  }

  /** What a ConstantValue attribute can hold (JVMS 4.7.2); floating point as its bytes. */
  private static Optional<AttributeValue> value(Constant constant) {
    if (constant instanceof Constant.IntConstant number) {
      return Optional.of(new AttributeValue.Constant(number.value()));
    }
    if (constant instanceof Constant.LongConstant number) {
      return Optional.of(new AttributeValue.Constant(number.value()));
    }
    if (constant instanceof Constant.StringConstant string) {
      return Optional.of(new AttributeValue.Text(string.value()));
    }
    GrowingBuffer bytes = new GrowingBuffer(8);
    if (constant instanceof Constant.FloatConstant number) {
      bytes.u32(Float.floatToRawIntBits(number.value()));
    } else if (constant instanceof Constant.DoubleConstant number) {
      bytes.u64(Double.doubleToRawLongBits(number.value()));
    }
    return bytes.size() == 0
        ? Optional.empty()
        : Optional.of(new AttributeValue.Block(Bytes.of(bytes.toArray())));
  }
}
