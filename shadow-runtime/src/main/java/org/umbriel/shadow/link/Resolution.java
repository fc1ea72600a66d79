package org.umbriel.shadow.link;

import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * Resolves one reference as the JVM would (JVMS 5.4.3.1 to 5.4.4), without initialising anything.
 * Where this code cannot be sure that the JVM will refuse, it lets the reference pass, and the JVM
 * decides.
 */
final class Resolution {
  private final Fact fact;
  private final Class<?> user;
  private final boolean indexed;

  private Resolution(Fact fact, Class<?> user, boolean indexed) {
    this.fact = fact;
    this.user = user;
    this.indexed = indexed;
  }

  /**
   * What is wrong with a reference, if anything is. Indexes are quick, and can take one member for
   * another: so they never have the last word on a reference that looks broken.
   *
   * @throws LinkageError as the JVM does where the class that is referred to cannot be loaded for
   *     another reason than that it does not exist
   */
  static Optional<Defect> defect(Fact fact, Class<?> user) {
    Optional<Defect> defect = new Resolution(fact, user, true).defect();
    return defect.isPresent() ? new Resolution(fact, user, false).defect() : defect;
  }

  private Optional<Defect> defect() {
    switch (fact.kind()) {
      case SUBTYPE:
        return subtype();
      case PROTECTED:
        return protectedAccess();
      default:
        return reference();
    }
  }

  /**
   * What a verifier would compare (JVMS 4.10.1.2): interfaces count as Object. A class that is not
   * there is noticed where it is needed.
   */
  private Optional<Defect> subtype() {
    try {
      Class<?> supertype = load(fact.name());
      if (supertype.isInterface()) {
        return Optional.empty();
      }
      Class<?> type = load(fact.owner());
      return supertype.isAssignableFrom(type)
          ? Optional.empty()
          : broken(Defect.Kind.NO_SUBTYPE, fact.subject(), found(type));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** JVMS 4.10.1.8. */
  private Optional<Defect> protectedAccess() {
    String[] classes = fact.owner().split(";");
    try {
      Class<?> owner = load(classes[0]);
      if (owner == user || !owner.isAssignableFrom(user)) {
        return Optional.empty();
      }
      Found found = fact.descriptor().startsWith("(") ? findMethod(owner) : findField(owner);
      boolean guarded =
          found != Found.NOTHING
              && found != Found.UNSURE
              && found.access() == MemberIndex.PROTECTED
              && !isSamePackage(found.declarer);
      for (int i = 1; guarded && i < classes.length; i++) {
        boolean arrayClone = classes[i].startsWith("[") && fact.name().equals("clone");
        if (!arrayClone && !user.isAssignableFrom(load(classes[i]))) {
          return broken(Defect.Kind.NO_SUBTYPE, fact.subject(), found(owner));
        }
      }
      return Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private Optional<Defect> reference() {
    Class<?> owner;
    try {
      owner = load(fact.owner());
    } catch (ClassNotFoundException e) {
      return broken(Defect.Kind.NO_CLASS, missingClass(), "not found");
    }
    if (!isAccessible(element(owner))) {
      return broken(Defect.Kind.INACCESSIBLE, fact.owner(), found(owner));
    }
    if (fact.kind().isField()) {
      return field(owner);
    } else if (fact.kind().isMethod()) {
      return isSignaturePolymorphic(owner) ? Optional.empty() : method(owner);
    }
    boolean noInstance = fact.kind() == Fact.Kind.NEW && isAbstract(owner);
    return noInstance ? broken(Defect.Kind.ABSTRACT, fact.owner(), found(owner)) : Optional.empty();
  }

  private Class<?> load(String internalName) throws ClassNotFoundException {
    return Class.forName(internalName.replace('/', '.'), false, user.getClassLoader());
  }

  private String missingClass() {
    String name = fact.owner().substring(fact.owner().lastIndexOf('[') + 1);
    return name.equals(fact.owner()) ? name : name.substring(1, name.length() - 1);
  }

  private static Class<?> element(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  /** JVMS 15.12.3 of the language, 2.9.3 of the machine: any descriptor fits. */
  private static boolean isSignaturePolymorphic(Class<?> owner) {
    return owner.getName().equals("java.lang.invoke.MethodHandle")
        || owner.getName().equals("java.lang.invoke.VarHandle");
  }

  /**
   * Member classes are left to the JVM: reflection shows the modifiers of their source, not those
   * of their class file (JVMS 4.7.6).
   */
  private static boolean isMember(Class<?> type) {
    return type.getName().indexOf('$') >= 0;
  }

  private static boolean isAbstract(Class<?> type) {
    return Modifier.isAbstract(type.getModifiers()) && !isMember(type);
  }

  private boolean isAccessible(Class<?> type) {
    return type.isPrimitive()
        || Modifier.isPublic(type.getModifiers())
        || isMember(type)
        || isSamePackage(type);
  }

  private boolean isSamePackage(Class<?> type) {
    return type.getClassLoader() == user.getClassLoader()
        && packageName(type).equals(packageName(user));
  }

  private static String packageName(Class<?> type) {
    return type.getName().substring(0, Math.max(0, type.getName().lastIndexOf('.')));
  }

  private Optional<Defect> field(Class<?> owner) {
    Found found = findField(owner);
    if (found == Found.UNSURE) {
      return Optional.empty();
    } else if (found == Found.NOTHING) {
      return broken(Defect.Kind.NO_FIELD, fact.subject(), found(owner));
    } else if (!found.isAccessible(this)) {
      return broken(Defect.Kind.INACCESSIBLE, fact.subject(), found(found.declarer));
    }
    boolean wantsStatic = fact.kind() == Fact.Kind.GETSTATIC || fact.kind() == Fact.Kind.PUTSTATIC;
    if (fact.kind() != Fact.Kind.FIELD && wantsStatic != found.is(MemberIndex.STATIC)) {
      return broken(Defect.Kind.INCOMPATIBLE, fact.subject(), found(found.declarer));
    }
    boolean writes = fact.kind() == Fact.Kind.PUTFIELD || fact.kind() == Fact.Kind.PUTSTATIC;
    return writes && found.is(MemberIndex.FINAL) && found.declarer != user
        ? broken(Defect.Kind.INACCESSIBLE, fact.subject(), found(found.declarer))
        : Optional.empty();
  }

  /** JVMS 5.4.3.2: the class, its superinterfaces, its superclass. */
  private Found findField(Class<?> type) {
    Found found = Found.of(type, Members.field(type, fact.name(), fact.descriptor(), indexed));
    for (Class<?> superinterface : type.getInterfaces()) {
      if (found == Found.NOTHING) {
        found = findField(superinterface);
      }
    }
    Class<?> superclass = type.getSuperclass();
    return found == Found.NOTHING && superclass != null ? findField(superclass) : found;
  }

  private Optional<Defect> method(Class<?> owner) {
    if (fact.kind() == Fact.Kind.INVOKEINTERFACE && !owner.isInterface()) {
      return broken(Defect.Kind.INCOMPATIBLE, fact.subject(), found(owner));
    } else if (fact.kind() == Fact.Kind.INVOKEVIRTUAL && owner.isInterface()) {
      return broken(Defect.Kind.INCOMPATIBLE, fact.subject(), found(owner));
    } else if (owner.isArray()) {
      return Optional.empty();
    }
    Found found = findMethod(owner);
    if (found == Found.UNSURE) {
      return Optional.empty();
    } else if (found == Found.NOTHING) {
      return broken(Defect.Kind.NO_METHOD, fact.subject(), found(owner));
    } else if (!found.isAccessible(this)) {
      return broken(Defect.Kind.INACCESSIBLE, fact.subject(), found(found.declarer));
    }
    boolean wantsStatic = fact.kind() == Fact.Kind.INVOKESTATIC;
    return fact.kind() != Fact.Kind.METHOD && wantsStatic != found.is(MemberIndex.STATIC)
        ? broken(Defect.Kind.INCOMPATIBLE, fact.subject(), found(found.declarer))
        : Optional.empty();
  }

  /** JVMS 5.4.3.3 and 5.4.3.4: the class, its superclasses or Object, its superinterfaces. */
  private Found findMethod(Class<?> owner) {
    Found found = declared(owner);
    if (fact.name().equals("<init>")) {
      return found;
    }
    if (found == Found.NOTHING && owner.isInterface()) {
      found = declared(Object.class).ifPublicInstance();
    }
    for (Class<?> at = owner.getSuperclass(); at != null; at = at.getSuperclass()) {
      if (found == Found.NOTHING) {
        found = declared(at);
      }
    }
    for (Class<?> at = owner; at != null; at = at.getSuperclass()) {
      if (found == Found.NOTHING) {
        found = inSuperinterfaces(at);
      }
    }
    return found;
  }

  private Found inSuperinterfaces(Class<?> type) {
    Found found = Found.NOTHING;
    for (Class<?> superinterface : type.getInterfaces()) {
      if (found == Found.NOTHING) {
        found = declared(superinterface).ifInherited();
      }
      if (found == Found.NOTHING) {
        found = inSuperinterfaces(superinterface);
      }
    }
    return found;
  }

  private Found declared(Class<?> type) {
    return Found.of(type, Members.method(type, fact.name(), fact.descriptor(), indexed));
  }

  private Optional<Defect> broken(Defect.Kind kind, String subject, String found) {
    String against = fact.against().isEmpty() ? "" : "built against " + fact.against() + ", ";
    String message = subject + "   (link check of " + user.getName() + ": " + against + found + ")";
    return Optional.of(new Defect(kind, message));
  }

  private static String found(Class<?> type) {
    return "found " + Origin.nameOf(element(type));
  }

  /** The declaration that a lookup ended at. */
  private static final class Found {
    static final Found NOTHING = new Found(Object.class, MemberIndex.ABSENT);
    static final Found UNSURE = new Found(Object.class, Members.UNKNOWN);

    private final Class<?> declarer;
    private final int flags;

    private Found(Class<?> declarer, int flags) {
      this.declarer = declarer;
      this.flags = flags;
    }

    static Found of(Class<?> declarer, int flags) {
      if (flags == MemberIndex.ABSENT) {
        return NOTHING;
      }
      return flags == Members.UNKNOWN ? UNSURE : new Found(declarer, flags);
    }

    boolean is(int flag) {
      return (flags & flag) != 0;
    }

    Found ifPublicInstance() {
      return this == UNSURE || (access() == MemberIndex.PUBLIC && !is(MemberIndex.STATIC))
          ? this
          : NOTHING;
    }

    Found ifInherited() {
      boolean inherited = access() != MemberIndex.PRIVATE && !is(MemberIndex.STATIC);
      return this == NOTHING || this == UNSURE || inherited ? this : NOTHING;
    }

    private int access() {
      return flags & MemberIndex.PUBLIC;
    }

    /** JVMS 5.4.4; private members in the same package are left to the JVM (nests). */
    boolean isAccessible(Resolution resolution) {
      return access() == MemberIndex.PUBLIC
          || resolution.isSamePackage(declarer)
          || (access() == MemberIndex.PROTECTED && declarer.isAssignableFrom(resolution.user));
    }
  }
}
