package org.umbriel.metadata.verify.format;

import org.umbriel.metadata.verify.result.Place;
import org.umbriel.metadata.verify.result.Rejection;

/**
 * Format checking of a class file (JVMS 4.8), as strict as HotSpot's parser under {@code
 * -Xverify:all}: every structure in its place, nothing missing, nothing left over. One instance
 * serves one thread, for many classes.
 */
public final class FormatChecker {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int OLDEST_VERSION = 45;
  private static final int STRICT_MINOR_SINCE = 56;
  private static final int PREVIEW_MINOR = 0xFFFF;

  private final JvmRules rules;
  private final ClassShape shape = new ClassShape();
  private final NameSyntax syntax = new NameSyntax(shape.symbols());
  private final Attributes attributes = new Attributes(shape.pool());
  private final FieldReader fields = new FieldReader(shape, syntax, attributes);
  private final MethodReader methods = new MethodReader(shape, syntax, attributes);
  private final ClassAttributeReader classAttributes =
      new ClassAttributeReader(shape, syntax, attributes);

  /** A checker by the rules of one JVM. */
  public FormatChecker(JvmRules rules) {
    this.rules = rules;
  }

  /**
   * Checks a class file.
   *
   * @return its shape, valid until the next call
   * @throws RejectedException if a JVM would not parse it
   */
  public ClassShape check(byte[] bytes) {
    ClassCursor in = new ClassCursor(bytes);
    shape.reset(bytes);
    methods.reset();
    version(in);
    int major = shape.major();
    syntax.version(major);
    shape.pool().read(in, major);
    if (shape.pool().moduleConstant() == 0) {
      new ConstantChecks(shape.pool(), syntax, major).check();
    }
    header(in, major);
    interfaces(in);
    fields.read(in);
    methods.read(in);
    classAttributes.read(in);
    if (!in.atEnd()) {
      throw RejectedException.format("4.8", "extra bytes after the class");
    }
    if (shape.isInterface() && shape.superClass() != KnownName.OBJECT) {
      throw RejectedException.format("4.1", "an interface whose superclass is not Object");
    }
    return shape;
  }

  /**
   * Checks a module descriptor.
   *
   * @throws RejectedException if it is none
   */
  public void checkModule(byte[] bytes) {
    ClassCursor in = new ClassCursor(bytes);
    shape.reset(bytes);
    methods.reset();
    version(in);
    shape.pool().read(in, shape.major());
    new ModuleReader(shape.pool(), attributes).read(in, shape.major());
  }

  /** The shape that {@link #check} fills. */
  public ClassShape shape() {
    return shape;
  }

  /** Where in the class the last check ended. */
  public Place place() {
    if (!methods.isInMethod()) {
      return Place.CLASS;
    }
    MethodTable table = shape.methods();
    int newest = table.count() - 1;
    Symbols symbols = shape.symbols();
    return new Place(symbols.text(table.name(newest)), symbols.text(table.descriptor(newest)), -1);
  }

  private void version(ClassCursor in) {
    if ((int) in.u4() != MAGIC) {
      throw RejectedException.format("4.1", "no class file: wrong magic number");
    }
    int minor = in.u2();
    int major = in.u2();
    int newest = rules.newestVersion();
    boolean minorFits =
        major < STRICT_MINOR_SINCE
            || minor == 0
            || (minor == PREVIEW_MINOR && major == newest && rules.preview());
    if (major < OLDEST_VERSION || major > newest || !minorFits) {
      throw RejectedException.of(
          Rejection.Kind.VERSION,
          "4.1",
          "class file version " + major + "." + minor + " is not supported");
    }
    shape.version(major);
  }

  private void header(ClassCursor in, int major) {
    int access = Access.ofClass(in.u2(), major);
    ConstantPool pool = shape.pool();
    if ((access & Access.MODULE) != 0) {
      throw RejectedException.of(
          Rejection.Kind.MODULE, "4.1", "a module descriptor, which no class loader defines");
    }
    if (pool.moduleConstant() != 0) {
      throw RejectedException.format(
          "4.4", "constant " + pool.moduleConstant() + " is only for module descriptors");
    }
    if (!Access.isLegalClass(access, major)) {
      throw RejectedException.format(
          "4.1", "illegal access flags 0x" + Integer.toHexString(access));
    }
    int thisIndex = in.u2();
    int superIndex = in.u2();
    requirePlainClass(thisIndex, "this_class");
    int thisClass = pool.className(thisIndex);
    int superClass = KnownName.NONE;
    if (superIndex != 0) {
      requirePlainClass(superIndex, "super_class");
      superClass = pool.className(superIndex);
    } else if (thisClass != KnownName.OBJECT) {
      throw RejectedException.format("4.1", "no superclass");
    }
    shape.header(access, thisClass, superClass);
  }

  private void requirePlainClass(int index, String what) {
    ConstantPool pool = shape.pool();
    if (!pool.isClass(index) || pool.symbols().first(pool.className(index)) == '[') {
      throw RejectedException.format("4.1", what + " " + index + " is not a class");
    }
  }

  private void interfaces(ClassCursor in) {
    int count = in.u2();
    for (int i = 0; i < count; i++) {
      int index = in.u2();
      requirePlainClass(index, "interface");
      shape.addInterface(shape.pool().className(index));
    }
    if (count > 0 && shape.thisClass() == KnownName.OBJECT) {
      throw RejectedException.format("4.1", "Object implements an interface");
    }
    if (count > 1) {
      LongSet seen = attributes.emptySet();
      for (int i = 0; i < count; i++) {
        if (!seen.add(shape.interfaceName(i))) {
          throw RejectedException.format("4.1", "a superinterface is listed twice");
        }
      }
    }
  }
}
