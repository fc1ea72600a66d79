package org.umbriel.benchmarks.verifier;

import java.util.Set;

/** Names of attributes that a JVM knows. */
final class Attribute {
  static final Set<String> NAMES =
      Set.of(
          "Code",
          "ConstantValue",
          "Exceptions",
          "InnerClasses",
          "EnclosingMethod",
          "Synthetic",
          "Deprecated",
          "Signature",
          "SourceFile",
          "SourceDebugExtension",
          "LineNumberTable",
          "LocalVariableTable",
          "LocalVariableTypeTable",
          "StackMapTable",
          "BootstrapMethods",
          "MethodParameters",
          "NestHost",
          "NestMembers",
          "Record",
          "PermittedSubclasses",
          "RuntimeVisibleAnnotations",
          "RuntimeInvisibleAnnotations",
          "AnnotationDefault");

  private Attribute() {}
}
