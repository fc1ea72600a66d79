package org.umbriel.metadata.verify.type;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.verify.format.Access;
import org.umbriel.metadata.verify.format.ClassShape;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.format.MethodTable;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.format.Symbols;
import org.umbriel.metadata.verify.result.LinkFact;
import org.umbriel.metadata.verify.result.Rejection;

/**
 * The class under verification and its superclasses: may it inherit from them (JVMS 5.3.5), and
 * what of theirs is protected (JVMS 4.10.1.8).
 */
public final class Supers {
  private static final int JAVA_8 = 52;

  /** Interfaces that inherit further than this are not followed. */
  private static final int DEEPEST = 16;

  private static final int HIDDEN_FROM_SUBCLASSES = Access.PRIVATE | Access.STATIC;

  private final Surroundings surroundings;
  private final Assumptions assumptions;
  private ClassShape shape;

  Supers(Surroundings surroundings, Assumptions assumptions, ClassShape first) {
    this.surroundings = surroundings;
    this.assumptions = assumptions;
    this.shape = first;
  }

  void reset(ClassShape next) {
    shape = next;
  }

  /** Whether a name is that of a superclass; empty if the chain of superclasses has a gap. */
  public Optional<Boolean> isSuperclass(int name) {
    return surroundings.isSuperclass(name);
  }

  /** Whether a name is that of a direct superinterface. */
  public boolean isDirectInterface(int name) {
    for (int i = 0; i < shape.interfaceCount(); i++) {
      if (shape.interfaceName(i) == name) {
        return true;
      }
    }
    return false;
  }

  /** Checks what a JVM checks when it derives the class from its supertypes. */
  public void check() {
    Optional<String> superName = surroundings.superName();
    if (superName.isPresent()) {
      superclass(superName.get());
    }
    for (int i = 0; i < shape.interfaceCount(); i++) {
      superinterface(shape.symbols().text(shape.interfaceName(i)));
    }
    if (shape.isInterface() && shape.major() < JAVA_8) {
      MethodTable methods = shape.methods();
      for (int method = 0; method < methods.count(); method++) {
        require(
            (methods.access(method) & Access.STATIC) == 0
                || methods.name(method) == KnownName.CLINIT,
            Rejection.Kind.VERIFY,
            "4.6",
            "a static method in an interface of version " + shape.major());
      }
    }
  }

  private static void require(
      boolean holds, Rejection.Kind kind, String section, String otherwise) {
    if (!holds) {
      throw RejectedException.of(kind, section, otherwise);
    }
  }

  private void superclass(String name) {
    Optional<ClassInfo> found = surroundings.find(name);
    require(
        !isCircular(found), Rejection.Kind.CIRCULAR, "5.3.5", "the class is its own superclass");
    if (found.isEmpty()) {
      assumptions.assume("superclass", place -> new LinkFact.Superclass(name, place));
      return;
    }
    ClassInfo info = found.get();
    require(
        !info.isInterface(),
        Rejection.Kind.INCOMPATIBLE,
        "5.3.5",
        "the superclass " + name + " is an interface");
    require(
        !info.isFinal(),
        Rejection.Kind.INCOMPATIBLE,
        "5.3.5",
        "the superclass " + name + " is final");
    common(info);
    finalMethods(info);
  }

  private boolean isCircular(Optional<ClassInfo> superclass) {
    if (superclass.isEmpty()) {
      return false;
    }
    return surroundings.isSubclass(superclass.get(), surroundings.selfName()).orElse(false);
  }

  private void superinterface(String name) {
    require(
        !name.equals(surroundings.selfName()),
        Rejection.Kind.CIRCULAR,
        "5.3.5",
        "the class is its own superinterface");
    Optional<ClassInfo> found = surroundings.find(name);
    if (found.isEmpty()) {
      assumptions.assume(
          "superinterface " + name, place -> new LinkFact.Superinterface(name, place));
      return;
    }
    require(
        found.get().isInterface(),
        Rejection.Kind.INCOMPATIBLE,
        "5.3.5",
        "the superinterface " + name + " is a class");
    common(found.get());
  }

  /** What holds for superclasses and superinterfaces alike. */
  private void common(ClassInfo info) {
    boolean samePackage = info.isInPackageOf(surroundings.selfName());
    require(
        info.isPublic() || samePackage,
        Rejection.Kind.ACCESS,
        "5.4.4",
        "the supertype " + info.name() + " is not accessible");
    Optional<List<String>> permitted = info.permitted();
    boolean allowed =
        permitted.isEmpty()
            || (permitted.get().contains(surroundings.selfName())
                && ((shape.access() & Access.PUBLIC) != 0 || samePackage));
    require(
        allowed,
        Rejection.Kind.INCOMPATIBLE,
        "5.3.5",
        "the sealed supertype " + info.name() + " does not permit this class");
  }

  private void finalMethods(ClassInfo superclass) {
    for (@Nullable ClassInfo at = superclass; at != null; at = above(at)) {
      if (at.methods().anyFinal()) {
        overridesNoFinal(at);
      }
    }
  }

  private void overridesNoFinal(ClassInfo above) {
    MethodTable methods = shape.methods();
    Symbols symbols = shape.symbols();
    for (int method = 0; method < methods.count(); method++) {
      int name = methods.name(method);
      int descriptor = methods.descriptor(method);
      int hash = ClassInfo.MemberList.hash(symbols.hash(name), symbols.hash(descriptor));
      if (!above.methods().mayHaveFinal(hash)
          || (methods.access(method) & HIDDEN_FROM_SUBCLASSES) != 0
          || name == KnownName.INIT) {
        continue;
      }
      int access = above.methods().find(MemberName.of(symbols, name, descriptor));
      boolean isFinal =
          access != ClassInfo.MemberList.ABSENT
              && (access & (Access.FINAL | HIDDEN_FROM_SUBCLASSES)) == Access.FINAL;
      if (isFinal && isAccessible(above, access)) {
        throw RejectedException.of(
            Rejection.Kind.INCOMPATIBLE,
            "5.3.5",
            "a final method of " + above.name() + " is overridden: " + symbols.text(name));
      }
    }
  }

  private boolean isAccessible(ClassInfo owner, int access) {
    return (access & (Access.PUBLIC | Access.PROTECTED)) != 0
        || owner.isInPackageOf(surroundings.selfName());
  }

  private @Nullable ClassInfo above(ClassInfo info) {
    return info.superName().flatMap(surroundings::find).orElse(null);
  }

  /**
   * Whether a member of a superclass is protected and belongs to another package: the receiver must
   * be of this class then. Where the answer depends on classes that are not known it is no, and the
   * fact is assumed.
   *
   * @param owner number of the name of the class that is referred to
   * @param receiver type of the object whose member it is
   */
  public boolean isProtectedElsewhere(
      int owner, int name, int descriptor, boolean isMethod, int receiver) {
    Optional<Boolean> inherited = surroundings.isSuperclass(owner);
    if (inherited.isPresent() && !inherited.get()) {
      return false;
    }
    MemberName member = MemberName.of(shape.symbols(), name, descriptor);
    Optional<ClassInfo> at = inherited.isEmpty() ? Optional.empty() : surroundings.find(owner);
    while (at.isPresent()) {
      ClassInfo info = at.get();
      int access = (isMethod ? info.methods() : info.fields()).find(member);
      if (access != ClassInfo.MemberList.ABSENT) {
        return (access & Access.PROTECTED) != 0 && !info.isInPackageOf(surroundings.selfName());
      }
      if (!isMethod && isInterfaceField(info, member, DEEPEST)) {
        return false;
      }
      if (info.superName().isEmpty()) {
        return false;
      }
      at = info.superName().flatMap(surroundings::find);
    }
    assumeProtected(owner, name, descriptor, receiver);
    return false;
  }

  private boolean isInterfaceField(ClassInfo info, MemberName field, int depth) {
    if (depth == 0) {
      return false;
    }
    for (String name : info.interfaces()) {
      Optional<ClassInfo> found = surroundings.find(name).filter(ClassInfo::isInterface);
      if (found.isPresent()
          && (found.get().fields().find(field) != ClassInfo.MemberList.ABSENT
              || isInterfaceField(found.get(), field, depth - 1))) {
        return true;
      }
    }
    return false;
  }

  private void assumeProtected(int owner, int name, int descriptor, int receiver) {
    Symbols symbols = shape.symbols();
    String ownerName = symbols.text(owner);
    String memberName = symbols.text(name);
    String type = symbols.text(descriptor);
    String value = Types.isObject(receiver) ? symbols.text(Types.name(receiver)) : "[]";
    assumptions.assume(
        "protected " + ownerName + " " + memberName + type + " " + value,
        place -> new LinkFact.ProtectedAccess(ownerName, memberName, type, value, place));
  }
}
