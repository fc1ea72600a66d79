package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/** {@code ClassFile -> ClassUnit}: everything the project reads of a class is read here, once. */
public final class ClassDecoder {
  private static final int NEWEST_MAJOR = 69;
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_REASON = 300;

  private final ClassNode node;
  private final DescriptorChecks checks = new DescriptorChecks();
  private final ConstantDecoder constants = new ConstantDecoder(checks);
  private final AnnotationDecoder annotations = new AnnotationDecoder(checks);

  private final @Nullable LateCode late;

  private ClassDecoder(ClassNode node, @Nullable LateCode late) {
    this.node = node;
    this.late = late;
  }

  /**
   * Decodes a class file of version 45 to 69 (Java 1.1 to 25).
   *
   * @throws MalformedClassException if it is not one, naming what is wrong
   */
  public static ClassUnit decode(ClassFile file) throws MalformedClassException {
    return decode(file, false);
  }

  /**
   * Decodes a class file, but for the code of its methods: that is decoded when someone first asks
   * for the instructions of one of them.
   *
   * @throws MalformedClassException as {@link #decode}, but not for what is wrong within code: then
   *     {@link MethodCode#instructions} throws {@link CorruptClassException}
   */
  public static ClassUnit outline(ClassFile file) throws MalformedClassException {
    return decode(file, true);
  }

  private static ClassUnit decode(ClassFile file, boolean late) throws MalformedClassException {
    ClassReader reader = open(file);
    try {
      List<int[]> indices = ClassLayout.bytecodeIndices(reader, file.bytes().length);
      ClassNode node = new ClassNode();
      reader.accept(node, ClassReader.SKIP_FRAMES | (late ? ClassReader.SKIP_CODE : 0));
      LateCode code = late ? new LateCode(file, indices) : null;
      return new ClassDecoder(node, code).unit(file, indices);
    } catch (RuntimeException e) {
      throw malformed(file, e);
    }
  }

  /**
   * Reads what subtyping needs, and nothing else.
   *
   * @throws MalformedClassException as {@link #decode}, but broken members go unnoticed
   */
  public static ClassHeader header(ClassFile file) throws MalformedClassException {
    ClassReader reader = open(file);
    try {
      return new ClassHeader(
          reader.getClassName(),
          reader.getAccess(),
          Optional.ofNullable(reader.getSuperName()),
          List.of(reader.getInterfaces()));
    } catch (RuntimeException e) {
      throw malformed(file, e);
    }
  }

  private static ClassReader open(ClassFile file) throws MalformedClassException {
    byte[] bytes = file.bytes();
    if (bytes.length < 10
        || bytes[0] != (byte) 0xca
        || bytes[1] != (byte) 0xfe
        || bytes[2] != (byte) 0xba
        || bytes[3] != (byte) 0xbe) {
      throw new MalformedClassException(
          file.path(), "not a class file (JVMS 4.1: no magic 0xCAFEBABE)");
    }
    int major = (bytes[6] & 0xff) << 8 | (bytes[7] & 0xff);
    if (major < 45 || major > NEWEST_MAJOR) {
      throw new MalformedClassException(
          file.path(),
          "class file version " + major + "; versions 45 to " + NEWEST_MAJOR + " can be read");
    }
    if (bytes.length > MAX_BYTES) {
      throw new MalformedClassException(
          file.path(), "a class file of " + (bytes.length >> 20) + " MB; up to 16 MB can be read");
    }
    try {
      return new ClassReader(bytes);
    } catch (RuntimeException e) {
      throw malformed(file, e);
    }
  }

  private static MalformedClassException malformed(ClassFile file, RuntimeException cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String reason =
        cause instanceof IndexOutOfBoundsException
            ? "an index or a length in it leads astray: " + message
            : message;
    return new MalformedClassException(file.path(), "corrupt class file: " + oneLine(reason));
  }

  /** Names out of a broken file may hold anything. */
  private static String oneLine(String text) {
    String printable = text.replaceAll("\\p{Cntrl}+", " ");
    return printable.length() <= MAX_REASON
        ? printable
        : printable.substring(0, MAX_REASON) + "...";
  }

  private ClassUnit unit(ClassFile file, List<int[]> indices) {
    ClassHeader header =
        new ClassHeader(
            checks.className(node.name),
            node.access,
            Optional.ofNullable(node.superName).map(checks::className),
            node.interfaces.stream().map(checks::className).toList());
    List<MethodCode> methods = new ArrayList<>();
    for (int i = 0; i < node.methods.size(); i++) {
      methods.add(method(i, indices.get(i)));
    }
    return new ClassUnit(
        file,
        new Digest(file.bytes()),
        node.version & 0xffff,
        header,
        Optional.ofNullable(node.signature),
        Optional.ofNullable(node.sourceFile),
        node.fields.stream().map(this::field).toList(),
        List.copyOf(methods),
        annotations.of(node),
        annotations.within(node.visibleTypeAnnotations, node.invisibleTypeAnnotations),
        node.innerClasses.stream()
            .map(
                c ->
                    new InnerClass(
                        checks.className(c.name),
                        Optional.ofNullable(c.outerName).map(checks::className),
                        Optional.ofNullable(c.innerName),
                        c.access))
            .toList(),
        Optional.ofNullable(node.nestHostClass).map(checks::className),
        orEmpty(node.nestMembers).stream().map(checks::className).toList(),
        orEmpty(node.permittedSubclasses).stream().map(checks::className).toList(),
        orEmpty(node.recordComponents).stream().map(this::recordComponent).toList());
  }

  private RecordComponent recordComponent(RecordComponentNode component) {
    return new RecordComponent(
        checks.member(component.name),
        checks.field(component.descriptor),
        Optional.ofNullable(component.signature),
        annotations.of(component),
        annotations.within(component.visibleTypeAnnotations, component.invisibleTypeAnnotations));
  }

  private FieldUnit field(FieldNode field) {
    return new FieldUnit(
        node.name,
        checks.member(field.name),
        checks.field(field.desc),
        field.access,
        Optional.ofNullable(field.signature),
        Optional.ofNullable(field.value).map(constants::constant),
        annotations.of(field),
        annotations.within(field.visibleTypeAnnotations, field.invisibleTypeAnnotations));
  }

  private MethodCode method(int index, int[] indices) {
    MethodNode method = node.methods.get(index);
    try {
      String descriptor = checks.method(method.desc);
      return new MethodCode(
          new MethodReference(node.name, checks.member(method.name), descriptor),
          method.access,
          Optional.ofNullable(method.signature),
          method.exceptions.isEmpty()
              ? List.of()
              : method.exceptions.stream().map(checks::className).toList(),
          annotations.of(method),
          annotations.ofParameters(node, method),
          annotations.within(method.visibleTypeAnnotations, method.invisibleTypeAnnotations),
          Optional.ofNullable(method.annotationDefault).map(AnnotationText::text),
          checks.methodType(descriptor),
          indices,
          code(index, indices));
    } catch (CorruptClassException e) {
      throw new CorruptClassException(method.name + method.desc + ": " + e.getMessage());
    }
  }

  private Supplier<MethodCode.Body> code(int index, int[] indices) {
    if (late != null) {
      return late.of(index);
    }
    MethodCode.Body body = body(node.methods.get(index), indices, constants, checks);
    return () -> body;
  }

  static MethodCode.Body body(
      MethodNode method, int[] indices, ConstantDecoder constants, DescriptorChecks checks) {
    return method.instructions.size() == 0
        ? MethodCode.Body.NONE
        : new CodeDecoder(constants, checks).decode(method, indices);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
