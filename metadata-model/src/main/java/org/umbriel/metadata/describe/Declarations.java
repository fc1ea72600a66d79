package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.AnnotationUse;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.RecordComponent;
import org.umbriel.metadata.classfile.TypeAnnotation;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;

/**
 * What Java says of declarations that DWARF has no own word for: annotations (JVMS 4.7.16), record
 * components (4.7.30), permitted subclasses (4.7.31), and where lambdas are made.
 */
final class Declarations {
  private static final String LAMBDA_FACTORY = "java/lang/invoke/LambdaMetafactory";

  /** Which of a factory's arguments is the method that runs. */
  private static final int IMPLEMENTATION = 1;

  private final TypeTable types;

  Declarations(TypeTable types) {
    this.types = types;
  }

  /** What stands below a class beside its members. */
  List<Entry> of(ClassUnit unit) {
    List<Entry> entries = new ArrayList<>();
    unit.signature().ifPresent(s -> entries.addAll(TypeParameters.of(s, types)));
    for (String permitted : unit.permittedSubclasses()) {
      entries.add(
          Entry.builder(Tag.UMBRIEL_PERMITTED)
              .reference(AttributeName.TYPE, types.ofClass(permitted))
              .build());
    }
    entries.addAll(annotations(unit.annotations()));
    entries.addAll(typeAnnotations(unit.typeAnnotations()));
    unit.recordComponents().forEach(component -> entries.add(component(component)));
    return entries;
  }

  private Entry component(RecordComponent component) {
    Entry.Builder entry =
        Entry.builder(Tag.UMBRIEL_RECORD_COMPONENT).text(AttributeName.NAME, component.name());
    types
        .ofValue(component.descriptor())
        .ifPresent(type -> entry.reference(AttributeName.TYPE, type));
    return entry
        .text(AttributeName.UMBRIEL_SIGNATURE, component.signature())
        .children(annotations(component.annotations()))
        .children(typeAnnotations(component.typeAnnotations()))
        .build();
  }

  /** What stands below a method beside its parameters and variables. */
  List<Entry> of(MethodCode method, BytecodeAddress start) {
    List<Entry> entries = new ArrayList<>();
    method.signature().ifPresent(s -> entries.addAll(TypeParameters.of(s, types)));
    for (String exception : method.exceptions()) {
      entries.add(
          Entry.builder(Tag.THROWN_TYPE)
              .reference(AttributeName.TYPE, types.ofClass(exception))
              .build());
    }
    entries.addAll(annotations(method.annotations()));
    entries.addAll(typeAnnotations(method.typeAnnotations()));
    method.defaultValue().ifPresent(value -> entries.add(element("default", value)));
    for (int i = 0; i < method.instructions().size(); i++) {
      if (method.instruction(i) instanceof Instruction.InvokeDynamic call) {
        long address = start.value() + method.bytecodeIndex(i);
        implementation(call).ifPresent(code -> entries.add(lambda(call, code, address)));
      }
    }
    return entries;
  }

  private static Optional<Constant.MethodHandleConstant> implementation(
      Instruction.InvokeDynamic call) {
    boolean isLambda =
        call.bootstrap().owner().equals(LAMBDA_FACTORY) && call.arguments().size() > IMPLEMENTATION;
    return isLambda
            && call.arguments().get(IMPLEMENTATION) instanceof Constant.MethodHandleConstant code
        ? Optional.of(code)
        : Optional.empty();
  }

  /** Named for the method of the interface, which is its type. */
  private Entry lambda(
      Instruction.InvokeDynamic call, Constant.MethodHandleConstant code, long address) {
    Entry.Builder entry =
        Entry.builder(Tag.UMBRIEL_LAMBDA)
            .text(AttributeName.NAME, call.name())
            .address(AttributeName.LOW_PC, address);
    String type = call.descriptor().substring(call.descriptor().indexOf(')') + 1);
    types.ofValue(type).ifPresent(t -> entry.reference(AttributeName.TYPE, t));
    String method = code.owner() + "." + code.name() + code.descriptor();
    return entry.text(AttributeName.UMBRIEL_IMPLEMENTATION, method).build();
  }

  /** Each with its values. */
  static List<Entry> annotations(List<AnnotationUse> uses) {
    return uses.stream()
        .map(use -> annotation(use.descriptor()).children(elements(use)).build())
        .toList();
  }

  /** Those within the types of a declaration, each with its place. */
  static List<Entry> typeAnnotations(List<TypeAnnotation> all) {
    return all.stream()
        .map(
            each ->
                annotation(each.use().descriptor())
                    .text(AttributeName.UMBRIEL_TYPE_PLACE, each.place())
                    .children(elements(each.use()))
                    .build())
        .toList();
  }

  private static Entry.Builder annotation(String descriptor) {
    return Entry.builder(Tag.UMBRIEL_ANNOTATION)
        .text(AttributeName.NAME, JavaNames.ofDescriptor(descriptor));
  }

  private static List<Entry> elements(AnnotationUse use) {
    return use.elements().stream().map(element -> element(element.name(), element.text())).toList();
  }

  private static Entry element(String name, String value) {
    return Entry.builder(Tag.UMBRIEL_ELEMENT)
        .text(AttributeName.NAME, name)
        .text(AttributeName.CONST_VALUE, value)
        .build();
  }
}
