package org.umbriel.metadata.verify.code;

import org.umbriel.metadata.verify.format.ClassShape;
import org.umbriel.metadata.verify.format.ConstantPool;
import org.umbriel.metadata.verify.format.MethodTable;
import org.umbriel.metadata.verify.type.Assignability;
import org.umbriel.metadata.verify.type.Assumptions;
import org.umbriel.metadata.verify.type.Descriptors;

/** The class and method whose code is looked at, for whoever looks at it. */
public final class CodeContext {
  final Assignability assignability;
  final Assumptions assumptions;
  final Descriptors descriptors;
  final References references;
  ClassShape shape;
  ConstantPool pool;
  byte[] bytes = new byte[0];
  int method;
  int start;
  int length;

  /** A context, for {@link #enterClass}. */
  public CodeContext(Assignability assignability, Assumptions assumptions, ClassShape first) {
    this.assignability = assignability;
    this.assumptions = assumptions;
    this.shape = first;
    this.pool = first.pool();
    this.descriptors = new Descriptors(first.symbols());
    this.references = new References();
  }

  /** Goes on to another class. */
  public void enterClass(ClassShape next) {
    shape = next;
    pool = next.pool();
    bytes = next.bytes();
    descriptors.reset(next.symbols());
    references.reset();
  }

  /** Goes on to another method with code. */
  public void enterMethod(int index) {
    method = index;
    start = methods().code(index);
    length = methods().codeLength(index);
    assumptions.enter(index);
  }

  /** What instructions refer to, found so far. */
  public References references() {
    return references;
  }

  public ClassShape shape() {
    return shape;
  }

  public Assignability assignability() {
    return assignability;
  }

  public Assumptions assumptions() {
    return assumptions;
  }

  public Descriptors descriptors() {
    return descriptors;
  }

  public MethodTable methods() {
    return shape.methods();
  }

  /** The method that is looked at. */
  public int method() {
    return method;
  }

  /** The length of its code. */
  public int length() {
    return length;
  }

  /** Bytes of the code, by bytecode index. */
  public int u1(int bci) {
    return bytes[start + bci] & 0xFF;
  }

  public int u2(int bci) {
    int at = start + bci;
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  public int s2(int bci) {
    return (short) u2(bci);
  }

  public int s4(int bci) {
    return u2(bci) << 16 | u2(bci + 2);
  }

  /** Whether a class constant's name is that of an array. */
  boolean symbolIsArray(int name) {
    return shape.symbols().first(name) == '[';
  }

  /** Two bytes anywhere in the class file. */
  public int u2InFile(int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  /** The constant that the instruction at a bytecode index refers to, if it has one of the tags. */
  public int constant(int bci, int tags) {
    int index = u2(bci + 1);
    return (tags & 1 << pool.tag(index)) != 0 && index != 0 ? index : 0;
  }
}
