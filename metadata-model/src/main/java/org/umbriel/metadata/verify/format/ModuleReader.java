package org.umbriel.metadata.verify.format;

/**
 * Reads a module descriptor (JVMS 4.1, 4.7.25): a class file that no class loader defines and the
 * module system reads.
 */
final class ModuleReader {
  private static final int MODULES_SINCE = 53;

  /** Superclass, interfaces, fields, methods. */
  private static final int OF_CLASSES_ONLY = 4;

  private final ConstantPool pool;
  private final Attributes attributes;

  ModuleReader(ConstantPool pool, Attributes attributes) {
    this.pool = pool;
    this.attributes = attributes;
  }

  /** Reads what follows the constant pool. */
  void read(ClassCursor in, int major) {
    for (int index = 1; index < pool.count(); index++) {
      int tag = pool.tag(index);
      require(
          (tag != ConstantTag.MODULE && tag != ConstantTag.PACKAGE)
              || pool.isUtf8(pool.u2(index, 0)),
          "a module or package without a name");
    }
    require(major >= MODULES_SINCE && in.u2() == Access.MODULE, "other flags than ACC_MODULE");
    int name = in.u2();
    require(
        pool.isClass(name) && pool.className(name) == KnownName.MODULE_INFO,
        "another name than module-info");
    for (int part = 0; part < OF_CLASSES_ONLY; part++) {
      require(in.u2() == 0, "a superclass, interfaces, fields or methods");
    }
    int seen = 0;
    for (int count = in.u2(); count > 0; count--) {
      int attribute = attributes.name(in);
      long length = in.u4();
      in.need(length);
      int end = in.position + (int) length;
      if (attribute == KnownName.MODULE) {
        seen = Attributes.once(seen, attribute);
        module(in);
        Attributes.requireLength(length, length + in.position - end);
      }
      in.position = end;
    }
    require(seen != 0, "no Module attribute");
    require(in.atEnd(), "extra bytes at the end");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw RejectedException.format("4.7.25", "a module descriptor with " + otherwise);
    }
  }

  private void module(ClassCursor in) {
    constant(in, ConstantTag.MODULE);
    in.skip(2);
    name(in);
    for (int required = in.u2(); required > 0; required--) {
      constant(in, ConstantTag.MODULE);
      in.skip(2);
      name(in);
    }
    for (int kind = 0; kind < 2; kind++) { // exports, then opens
      for (int packages = in.u2(); packages > 0; packages--) {
        constant(in, ConstantTag.PACKAGE);
        in.skip(2);
        constants(in, ConstantTag.MODULE);
      }
    }
    constants(in, ConstantTag.CLASS);
    for (int provided = in.u2(); provided > 0; provided--) {
      constant(in, ConstantTag.CLASS);
      constants(in, ConstantTag.CLASS);
    }
  }

  private void name(ClassCursor in) {
    int index = in.u2();
    require(index == 0 || pool.isUtf8(index), "a version that is no text");
  }

  private void constants(ClassCursor in, int tag) {
    for (int count = in.u2(); count > 0; count--) {
      constant(in, tag);
    }
  }

  private void constant(ClassCursor in, int tag) {
    require(pool.tag(in.u2()) == tag, "a constant of the wrong kind");
  }
}
