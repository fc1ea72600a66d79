package org.umbriel.metadata.verify.format;

/** Tags of constants (JVMS table 4.4-A). */
public final class ConstantTag {
  public static final int UTF8 = 1;
  public static final int INTEGER = 3;
  public static final int FLOAT = 4;
  public static final int LONG = 5;
  public static final int DOUBLE = 6;
  public static final int CLASS = 7;
  public static final int STRING = 8;
  public static final int FIELD = 9;
  public static final int METHOD = 10;
  public static final int INTERFACE_METHOD = 11;
  public static final int NAME_AND_TYPE = 12;
  public static final int METHOD_HANDLE = 15;
  public static final int METHOD_TYPE = 16;
  public static final int DYNAMIC = 17;
  public static final int INVOKE_DYNAMIC = 18;
  public static final int MODULE = 19;
  public static final int PACKAGE = 20;

  /** Constants that {@code ldc} and bootstrap methods can take. */
  static final int LOADABLE =
      1 << INTEGER
          | 1 << FLOAT
          | 1 << LONG
          | 1 << DOUBLE
          | 1 << CLASS
          | 1 << STRING
          | 1 << METHOD_HANDLE
          | 1 << METHOD_TYPE
          | 1 << DYNAMIC;

  private ConstantTag() {}

  /** Bytes after the tag; 0 for what is no tag, and for {@code Utf8}. */
  static int size(int tag) {
    return switch (tag) {
      case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 2;
      case METHOD_HANDLE -> 3;
      case INTEGER,
          FLOAT,
          FIELD,
          METHOD,
          INTERFACE_METHOD,
          NAME_AND_TYPE,
          DYNAMIC,
          INVOKE_DYNAMIC ->
          4;
      case LONG, DOUBLE -> 8;
      default -> 0;
    };
  }

  /** The first class file version that has a tag. */
  static int since(int tag) {
    return switch (tag) {
      case METHOD_HANDLE, METHOD_TYPE, INVOKE_DYNAMIC -> 51;
      case MODULE, PACKAGE -> 53;
      case DYNAMIC -> 55;
      default -> 0;
    };
  }
}
