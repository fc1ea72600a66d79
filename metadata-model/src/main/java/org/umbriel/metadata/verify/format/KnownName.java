package org.umbriel.metadata.verify.format;

import java.nio.charset.StandardCharsets;

/**
 * Names that have a meaning to a JVM. Each has the same number in every class ({@link Symbols}), so
 * that recognising one is comparing two ints.
 */
public final class KnownName {
  /** No name. */
  public static final int NONE = 0;

  static final int CODE = 1;
  static final int CONSTANT_VALUE = 2;
  static final int EXCEPTIONS = 3;
  static final int INNER_CLASSES = 4;
  static final int ENCLOSING_METHOD = 5;
  static final int SYNTHETIC = 6;
  static final int DEPRECATED = 7;
  static final int SIGNATURE = 8;
  static final int SOURCE_FILE = 9;
  static final int SOURCE_DEBUG_EXTENSION = 10;
  static final int LINE_NUMBER_TABLE = 11;
  static final int LOCAL_VARIABLE_TABLE = 12;
  static final int LOCAL_VARIABLE_TYPE_TABLE = 13;
  static final int STACK_MAP_TABLE = 14;
  static final int BOOTSTRAP_METHODS = 15;
  static final int METHOD_PARAMETERS = 16;
  static final int NEST_HOST = 17;
  static final int NEST_MEMBERS = 18;
  static final int RECORD = 19;
  static final int PERMITTED_SUBCLASSES = 20;
  static final int MODULE = 21;
  static final int VISIBLE_ANNOTATIONS = 22;
  static final int INVISIBLE_ANNOTATIONS = 23;
  static final int VISIBLE_PARAMETER_ANNOTATIONS = 24;
  static final int INVISIBLE_PARAMETER_ANNOTATIONS = 25;
  static final int VISIBLE_TYPE_ANNOTATIONS = 26;
  static final int INVISIBLE_TYPE_ANNOTATIONS = 27;
  static final int ANNOTATION_DEFAULT = 28;
  static final int MODULE_INFO = 29;
  static final int NO_ARGUMENTS_VOID = 30;
  public static final int INIT = 31;
  public static final int CLINIT = 32;
  public static final int CLONE = 33;
  public static final int OBJECT = 34;
  public static final int STRING = 35;
  public static final int CLASS = 36;
  public static final int THROWABLE = 37;
  public static final int CLONEABLE = 38;
  public static final int SERIALIZABLE = 39;
  public static final int METHOD_HANDLE = 40;
  public static final int METHOD_TYPE = 41;
  static final int STRING_DESCRIPTOR = 42;

  private static final String[] NAMES = {
    "",
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
    "Module",
    "RuntimeVisibleAnnotations",
    "RuntimeInvisibleAnnotations",
    "RuntimeVisibleParameterAnnotations",
    "RuntimeInvisibleParameterAnnotations",
    "RuntimeVisibleTypeAnnotations",
    "RuntimeInvisibleTypeAnnotations",
    "AnnotationDefault",
    "module-info",
    "()V",
    "<init>",
    "<clinit>",
    "clone",
    "java/lang/Object",
    "java/lang/String",
    "java/lang/Class",
    "java/lang/Throwable",
    "java/lang/Cloneable",
    "java/io/Serializable",
    "java/lang/invoke/MethodHandle",
    "java/lang/invoke/MethodType",
    "Ljava/lang/String;",
  };

  private KnownName() {}

  static int count() {
    return NAMES.length;
  }

  /** Whether a number is that of a known name. */
  public static boolean isKnown(int symbol) {
    return symbol < NAMES.length;
  }

  /** A known name. */
  public static String text(int symbol) {
    return NAMES[symbol];
  }

  static byte[] bytes(int symbol) {
    return NAMES[symbol].getBytes(StandardCharsets.ISO_8859_1);
  }
}
