package org.umbriel.metadata.verify.format;

import java.util.Arrays;

/**
 * A class file whose format is sound: names as numbers, code as offsets. Belongs to the checker
 * that made it and is valid until that checks the next class.
 */
public final class ClassShape {
  private final ConstantPool pool = new ConstantPool();
  private final MethodTable methods = new MethodTable();
  private byte[] bytes = new byte[0];
  private int[] interfaces = new int[1 << 3];
  private int[] fields = new int[1 << 6];
  private int interfaceCount;
  private int fieldCount;
  private int major;
  private int access;
  private int thisClass;
  private int superClass;

  void reset(byte[] content) {
    bytes = content;
    methods.reset();
    interfaceCount = 0;
    fieldCount = 0;
  }

  void version(int version) {
    major = version;
  }

  void header(int flags, int name, int superName) {
    access = flags;
    thisClass = name;
    superClass = superName;
  }

  void addInterface(int name) {
    if (interfaceCount == interfaces.length) {
      interfaces = Arrays.copyOf(interfaces, interfaceCount * 2);
    }
    interfaces[interfaceCount++] = name;
  }

  void addField(int name, int descriptor) {
    if (2 * fieldCount == fields.length) {
      fields = Arrays.copyOf(fields, fields.length * 2);
    }
    fields[2 * fieldCount] = name;
    fields[2 * fieldCount + 1] = descriptor;
    fieldCount++;
  }

  /** The whole class file. */
  public byte[] bytes() {
    return bytes;
  }

  public ConstantPool pool() {
    return pool;
  }

  public Symbols symbols() {
    return pool.symbols();
  }

  public MethodTable methods() {
    return methods;
  }

  /** The major version. */
  public int major() {
    return major;
  }

  public int access() {
    return access;
  }

  public boolean isInterface() {
    return (access & Access.INTERFACE) != 0;
  }

  /** The number of the class's name. */
  public int thisClass() {
    return thisClass;
  }

  /** The number of the superclass's name; {@link KnownName#NONE} for {@code Object}. */
  public int superClass() {
    return superClass;
  }

  public int interfaceCount() {
    return interfaceCount;
  }

  public int interfaceName(int index) {
    return interfaces[index];
  }

  int fieldCount() {
    return fieldCount;
  }

  int fieldName(int index) {
    return fields[2 * index];
  }

  int fieldDescriptor(int index) {
    return fields[2 * index + 1];
  }

  /** Whether the class itself declares a field. */
  public boolean declaresField(int name, int descriptor) {
    for (int i = 0; i < fieldCount; i++) {
      if (fields[2 * i] == name && fields[2 * i + 1] == descriptor) {
        return true;
      }
    }
    return false;
  }
}
