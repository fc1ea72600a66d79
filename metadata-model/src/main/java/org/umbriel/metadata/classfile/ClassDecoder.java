package org.umbriel.metadata.classfile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.TypeReference;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/** {@code ClassFile -> ClassUnit}: everything the project reads of a class is read here, once. */
public final class ClassDecoder {
  private static final int NEWEST_MAJOR = 69;

  private ClassDecoder() {}

  /**
   * Decodes a class file of version 45 to 69 (Java 1.1 to 25).
   *
   * @throws MalformedClassException if it is not one, naming what is wrong
   */
  public static ClassUnit decode(ClassFile file) throws MalformedClassException {
    ClassReader reader = open(file);
    try {
      ClassNode node = new ClassNode();
      reader.accept(node, ClassReader.SKIP_FRAMES);
      return unit(file, reader, node);
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
    try {
      return new ClassReader(bytes);
    } catch (RuntimeException e) {
      throw malformed(file, e);
    }
  }

  private static MalformedClassException malformed(ClassFile file, RuntimeException cause) {
    String detail = cause.getMessage();
    return new MalformedClassException(
        file.path(),
        "corrupt class file"
            + (detail == null ? "" : " (" + detail.lines().findFirst().orElse("") + ")"));
  }

  private static ClassUnit unit(ClassFile file, ClassReader reader, ClassNode node) {
    ClassHeader header =
        new ClassHeader(
            node.name,
            node.access,
            Optional.ofNullable(node.superName),
            List.copyOf(node.interfaces));
    List<int[]> indices = BytecodeIndices.of(reader);
    List<MethodCode> methods = new ArrayList<>();
    for (int i = 0; i < node.methods.size(); i++) {
      methods.add(method(node.name, node.methods.get(i), indices.get(i)));
    }
    return new ClassUnit(
        file,
        digest(file.bytes()),
        node.version & 0xffff,
        header,
        Optional.ofNullable(node.signature),
        Optional.ofNullable(node.sourceFile),
        node.fields.stream().map(f -> field(node.name, f)).toList(),
        List.copyOf(methods),
        annotations(
            node.visibleAnnotations,
            node.invisibleAnnotations,
            node.visibleTypeAnnotations,
            node.invisibleTypeAnnotations,
            -1),
        node.innerClasses.stream()
            .map(
                c ->
                    new InnerClass(
                        c.name,
                        Optional.ofNullable(c.outerName),
                        Optional.ofNullable(c.innerName),
                        c.access))
            .toList(),
        Optional.ofNullable(node.nestHostClass),
        orEmpty(node.nestMembers),
        orEmpty(node.permittedSubclasses),
        orEmpty(node.recordComponents).stream()
            .map(c -> new RecordComponent(c.name, c.descriptor, Optional.ofNullable(c.signature)))
            .toList());
  }

  private static FieldUnit field(String owner, FieldNode node) {
    return new FieldUnit(
        owner,
        node.name,
        node.desc,
        node.access,
        Optional.ofNullable(node.signature),
        Optional.ofNullable(node.value).map(CodeDecoder::constant),
        annotations(
            node.visibleAnnotations,
            node.invisibleAnnotations,
            node.visibleTypeAnnotations,
            node.invisibleTypeAnnotations,
            TypeReference.newTypeReference(TypeReference.FIELD).getValue()));
  }

  private static MethodCode method(String owner, MethodNode node, int[] indices) {
    int parameters = MethodDescriptor.parse(node.desc).parameters().size();
    List<List<AnnotationUse>> byParameter = new ArrayList<>();
    for (int i = 0; i < parameters; i++) {
      byParameter.add(parameterAnnotations(node, i, parameters));
    }
    return new MethodCode(
        new MethodReference(owner, node.name, node.desc),
        node.access,
        Optional.ofNullable(node.signature),
        node.exceptions,
        annotations(
            node.visibleAnnotations,
            node.invisibleAnnotations,
            node.visibleTypeAnnotations,
            node.invisibleTypeAnnotations,
            TypeReference.newTypeReference(TypeReference.METHOD_RETURN).getValue()),
        byParameter,
        node.instructions.size() == 0 ? MethodCode.Body.NONE : CodeDecoder.body(node, indices));
  }

  /**
   * Annotation tables count from the last parameter: compilers leave out synthetic ones at the
   * front (JVMS 4.7.18).
   */
  private static List<AnnotationUse> parameterAnnotations(
      MethodNode node, int parameter, int parameters) {
    List<AnnotationUse> uses =
        new ArrayList<>(
            annotations(
                null,
                null,
                node.visibleTypeAnnotations,
                node.invisibleTypeAnnotations,
                TypeReference.newFormalParameterReference(parameter).getValue()));
    addParameterAnnotations(node.visibleParameterAnnotations, parameter, parameters, uses);
    addParameterAnnotations(node.invisibleParameterAnnotations, parameter, parameters, uses);
    return List.copyOf(uses);
  }

  private static void addParameterAnnotations(
      @Nullable List<AnnotationNode> @Nullable [] table,
      int parameter,
      int parameters,
      List<AnnotationUse> uses) {
    if (table == null) {
      return;
    }
    int row = parameter - (parameters - table.length);
    List<AnnotationNode> nodes = row >= 0 && row < table.length ? table[row] : null;
    for (AnnotationNode node : orEmpty(nodes)) {
      uses.add(new AnnotationUse(node.desc, false));
    }
  }

  private static List<AnnotationUse> annotations(
      @Nullable List<AnnotationNode> visible,
      @Nullable List<AnnotationNode> invisible,
      @Nullable List<TypeAnnotationNode> visibleTypes,
      @Nullable List<TypeAnnotationNode> invisibleTypes,
      int outermost) {
    List<AnnotationUse> uses = new ArrayList<>();
    orEmpty(visible).forEach(a -> uses.add(new AnnotationUse(a.desc, false)));
    orEmpty(invisible).forEach(a -> uses.add(new AnnotationUse(a.desc, false)));
    addOutermost(orEmpty(visibleTypes), outermost, uses);
    addOutermost(orEmpty(invisibleTypes), outermost, uses);
    return List.copyOf(uses);
  }

  private static void addOutermost(
      List<TypeAnnotationNode> nodes, int outermost, List<AnnotationUse> uses) {
    for (TypeAnnotationNode node : nodes) {
      if (node.typeRef == outermost && node.typePath == null) {
        uses.add(new AnnotationUse(node.desc, true));
      }
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
