package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.TypeReference;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/**
 * Annotations of declarations, and those type annotations that stand outermost in their types (JVMS
 * 4.7.16 to 4.7.20).
 */
final class AnnotationDecoder {
  private static final int FIELD = TypeReference.newTypeReference(TypeReference.FIELD).getValue();
  private static final int RESULT =
      TypeReference.newTypeReference(TypeReference.METHOD_RETURN).getValue();

  private final DescriptorChecks checks;

  AnnotationDecoder(DescriptorChecks checks) {
    this.checks = checks;
  }

  List<AnnotationUse> of(ClassNode node) {
    List<AnnotationUse> uses = new ArrayList<>();
    add(node.visibleAnnotations, uses);
    add(node.invisibleAnnotations, uses);
    return List.copyOf(uses);
  }

  List<AnnotationUse> of(RecordComponentNode node) {
    return of(
        node.visibleAnnotations,
        node.invisibleAnnotations,
        node.visibleTypeAnnotations,
        node.invisibleTypeAnnotations,
        FIELD);
  }

  List<AnnotationUse> of(FieldNode node) {
    return of(
        node.visibleAnnotations,
        node.invisibleAnnotations,
        node.visibleTypeAnnotations,
        node.invisibleTypeAnnotations,
        FIELD);
  }

  /** Those of the method and of its result. */
  List<AnnotationUse> of(MethodNode node) {
    return of(
        node.visibleAnnotations,
        node.invisibleAnnotations,
        node.visibleTypeAnnotations,
        node.invisibleTypeAnnotations,
        RESULT);
  }

  /** A member's own, then those of its type or result. */
  private List<AnnotationUse> of(
      @Nullable List<AnnotationNode> visible,
      @Nullable List<AnnotationNode> invisible,
      @Nullable List<TypeAnnotationNode> visibleOfType,
      @Nullable List<TypeAnnotationNode> invisibleOfType,
      int place) {
    List<AnnotationUse> uses = new ArrayList<>();
    add(visible, uses);
    add(invisible, uses);
    addOutermost(visibleOfType, place, uses);
    addOutermost(invisibleOfType, place, uses);
    return List.copyOf(uses);
  }

  /** One list a parameter of the descriptor. */
  List<List<AnnotationUse>> ofParameters(ClassNode owner, MethodNode node) {
    int parameters = Type.getArgumentCount(node.desc);
    if (!isAnnotated(node)) {
      return Collections.nCopies(parameters, List.of());
    }
    int leading = LeadingParameters.of(owner, node);
    List<List<AnnotationUse>> all = new ArrayList<>();
    for (int i = 0; i < parameters; i++) {
      List<AnnotationUse> uses = new ArrayList<>();
      addRow(
          node.visibleParameterAnnotations,
          i - Math.min(leading, uncounted(parameters, node.visibleAnnotableParameterCount)),
          uses);
      addRow(
          node.invisibleParameterAnnotations,
          i - Math.min(leading, uncounted(parameters, node.invisibleAnnotableParameterCount)),
          uses);
      if (i >= leading) {
        int place = TypeReference.newFormalParameterReference(i - leading).getValue();
        addOutermost(node.visibleTypeAnnotations, place, uses);
        addOutermost(node.invisibleTypeAnnotations, place, uses);
      }
      all.add(List.copyOf(uses));
    }
    return all;
  }

  /** Those that none of the other methods give: within the types of a declaration. */
  List<TypeAnnotation> within(
      @Nullable List<TypeAnnotationNode> visible, @Nullable List<TypeAnnotationNode> invisible) {
    List<TypeAnnotation> all = new ArrayList<>();
    addWithin(visible, all);
    addWithin(invisible, all);
    return List.copyOf(all);
  }

  private void addWithin(@Nullable List<TypeAnnotationNode> nodes, List<TypeAnnotation> all) {
    if (nodes == null) {
      return;
    }
    for (TypeAnnotationNode node : nodes) {
      if (!isOfDeclaration(node)) {
        AnnotationUse use =
            new AnnotationUse(checks.field(node.desc), true, AnnotationText.elements(node));
        all.add(new TypeAnnotation(TypePlace.of(node.typeRef, node.typePath), use));
      }
    }
  }

  private static boolean isOfDeclaration(TypeAnnotationNode node) {
    int sort = new TypeReference(node.typeRef).getSort();
    boolean isValue =
        sort == TypeReference.FIELD
            || sort == TypeReference.METHOD_RETURN
            || sort == TypeReference.METHOD_FORMAL_PARAMETER;
    return isValue && isOutermost(node.typePath);
  }

  private static boolean isAnnotated(MethodNode node) {
    return node.visibleParameterAnnotations != null
        || node.invisibleParameterAnnotations != null
        || node.visibleTypeAnnotations != null
        || node.invisibleTypeAnnotations != null;
  }

  /** Parameters without a row; some compilers give each one. ASM says 0 for all. */
  private static int uncounted(int parameters, int rows) {
    return rows == 0 ? 0 : Math.max(0, parameters - rows);
  }

  private void addRow(
      @Nullable List<AnnotationNode> @Nullable [] table, int row, List<AnnotationUse> uses) {
    if (table != null && row >= 0 && row < table.length) {
      add(table[row], uses);
    }
  }

  private void add(@Nullable List<AnnotationNode> nodes, List<AnnotationUse> uses) {
    if (nodes != null) {
      nodes.forEach(
          n ->
              uses.add(new AnnotationUse(checks.field(n.desc), false, AnnotationText.elements(n))));
    }
  }

  private void addOutermost(
      @Nullable List<TypeAnnotationNode> nodes, int place, List<AnnotationUse> uses) {
    if (nodes != null) {
      nodes.stream()
          .filter(n -> n.typeRef == place && isOutermost(n.typePath))
          .forEach(
              n ->
                  uses.add(
                      new AnnotationUse(checks.field(n.desc), true, AnnotationText.elements(n))));
    }
  }

  /**
   * Of a nested class's type, {@code Outer.@A Inner}, the steps into it lead to the type itself.
   */
  private static boolean isOutermost(@Nullable TypePath path) {
    return path == null
        || IntStream.range(0, path.getLength())
            .allMatch(i -> path.getStep(i) == TypePath.INNER_TYPE);
  }
}
