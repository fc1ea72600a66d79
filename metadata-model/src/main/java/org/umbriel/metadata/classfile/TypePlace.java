package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.TypeReference;

/** Which type of a declaration an annotation is about, in words (JVMS 4.7.20.1 and 4.7.20.2). */
final class TypePlace {
  private static final int SUPERCLASS = -1;

  private TypePlace() {}

  static String of(int typeReference, @Nullable TypePath path) {
    List<String> steps = new ArrayList<>();
    for (int i = 0; path != null && i < path.getLength(); i++) {
      steps.add(
          switch (path.getStep(i)) {
            case TypePath.ARRAY_ELEMENT -> "element";
            case TypePath.INNER_TYPE -> "nested type";
            case TypePath.WILDCARD_BOUND -> "bound";
            default -> "type argument " + path.getStepArgument(i);
          });
    }
    String target = target(new TypeReference(typeReference));
    return steps.isEmpty() ? target : target + ": " + String.join(", ", steps);
  }

  private static String target(TypeReference target) {
    return switch (target.getSort()) {
      case TypeReference.CLASS_TYPE_PARAMETER, TypeReference.METHOD_TYPE_PARAMETER ->
          "type parameter " + target.getTypeParameterIndex();
      case TypeReference.CLASS_TYPE_PARAMETER_BOUND, TypeReference.METHOD_TYPE_PARAMETER_BOUND ->
          "type parameter "
              + target.getTypeParameterIndex()
              + ", bound "
              + target.getTypeParameterBoundIndex();
      case TypeReference.CLASS_EXTENDS ->
          target.getSuperTypeIndex() == SUPERCLASS
              ? "superclass"
              : "interface " + target.getSuperTypeIndex();
      case TypeReference.FIELD -> "type";
      case TypeReference.METHOD_RETURN -> "return";
      case TypeReference.METHOD_RECEIVER -> "receiver";
      case TypeReference.METHOD_FORMAL_PARAMETER -> "parameter " + target.getFormalParameterIndex();
      case TypeReference.THROWS -> "throws " + target.getExceptionIndex();
      default -> "place " + target.getSort();
    };
  }
}
