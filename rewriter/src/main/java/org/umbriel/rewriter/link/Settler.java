package org.umbriel.rewriter.link;

import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.umbriel.shadow.link.Fact.Kind;

/**
 * Resolves a reference among the artifact's own classes and those of one platform (JVMS 5.4.3), and
 * says whether it is sure to hold there. Anything unclear is not settled: then it is checked when
 * the program runs.
 */
final class Settler {
  private final World world;
  private final World.Platform platform;
  private final ClassView user;
  private final Assumed fact;
  private final String key;
  private final Set<String> met;

  private enum Answer {
    HOLDS,
    /** Found, and this use of it is not legal. */
    BROKEN,
    /** Not here; look further. */
    NOT_FOUND,
    /** A class that is neither the artifact's nor the platform's. */
    ELSEWHERE
  }

  private Settler(
      World world, World.Platform platform, ClassView user, Assumed fact, Set<String> met) {
    this.world = world;
    this.met = met;
    this.platform = platform;
    this.user = user;
    this.fact = fact;
    this.key = key(fact);
  }

  /**
   * Whether a reference holds in each platform. What verification assumed does not: it asked the
   * same classes.
   *
   * @param met takes the names of the artifact's other classes that this was found out from
   */
  static boolean isSettled(World world, ClassView user, Assumed fact, Set<String> met) {
    return fact.kind() != Kind.SUBTYPE
        && fact.kind() != Kind.PROTECTED
        && !world.platforms().isEmpty()
        && holdsInAll(world, user, fact, met);
  }

  private static boolean holdsInAll(World world, ClassView user, Assumed fact, Set<String> met) {
    for (World.Platform platform : world.platforms()) {
      if (new Settler(world, platform, user, fact, met).settle() != Answer.HOLDS) {
        return false;
      }
    }
    return true;
  }

  /** Whether the class answers a fact itself: then nothing else can break it. */
  static boolean isOwn(ClassView user, Assumed fact) {
    return fact.owner().equals(user.name())
        && fact.kind() != Kind.SUBTYPE
        && (fact.name().isEmpty() || user.members().containsKey(key(fact)));
  }

  private Answer settle() {
    if (fact.ownerClass().isEmpty()) {
      return Answer.HOLDS;
    }
    List<ClassView> owners = find(fact.ownerClass());
    if (owners.isEmpty()) {
      return Answer.ELSEWHERE;
    }
    for (ClassView owner : owners) {
      if (!owner.isPublic() && !owner.packageName().equals(user.packageName())) {
        return Answer.BROKEN;
      }
    }
    if (fact.kind() == Kind.NEW) {
      return owners.stream().anyMatch(ClassView::isAbstract) ? Answer.BROKEN : Answer.HOLDS;
    } else if (fact.kind() == Kind.CLASS || fact.owner().startsWith("[") || isPolymorphic()) {
      return Answer.HOLDS;
    }
    return isField() ? field(fact.owner()) : method(owners);
  }

  /** The class as the user would meet it; of the artifact's own, each version. */
  private List<ClassView> find(String name) {
    World.Met found = world.meet(platform, name);
    if (found.isOwn()) {
      if (name.equals(user.name())) {
        return List.of(user);
      }
      met.add(name);
    }
    return found.versions();
  }

  /** JVMS 2.9.3. */
  private boolean isPolymorphic() {
    return fact.owner().equals("java/lang/invoke/MethodHandle")
        || fact.owner().equals("java/lang/invoke/VarHandle");
  }

  private boolean isField() {
    return switch (fact.kind()) {
      case GETFIELD, PUTFIELD, GETSTATIC, PUTSTATIC, FIELD -> true;
      default -> false;
    };
  }

  private static String key(Assumed fact) {
    return fact.name() + (fact.descriptor().startsWith("(") ? "" : ":") + fact.descriptor();
  }

  private Answer field(String name) {
    List<ClassView> versions = find(name);
    Answer answer = versions.isEmpty() ? Answer.ELSEWHERE : Answer.HOLDS;
    for (ClassView version : versions) {
      answer = worse(answer, fieldIn(version));
    }
    return answer;
  }

  private Answer fieldIn(ClassView type) {
    Answer answer = declared(type);
    for (String superinterface : type.interfaces()) {
      answer = answer == Answer.NOT_FOUND ? field(superinterface) : answer;
    }
    return answer == Answer.NOT_FOUND && type.superName().isPresent()
        ? field(type.superName().get())
        : answer;
  }

  private Answer method(List<ClassView> owners) {
    Answer answer = Answer.HOLDS;
    for (ClassView owner : owners) {
      answer = worse(answer, methodIn(owner));
    }
    return answer;
  }

  private Answer methodIn(ClassView owner) {
    boolean wrongKind =
        (fact.kind() == Kind.INVOKEINTERFACE && !owner.isInterface())
            || (fact.kind() == Kind.INVOKEVIRTUAL && owner.isInterface());
    if (wrongKind) {
      return Answer.BROKEN;
    } else if (fact.name().equals("<init>")) {
      return declared(owner);
    }
    Answer answer = inClasses(owner.name());
    if (answer == Answer.NOT_FOUND && owner.isInterface()) {
      answer = inClasses("java/lang/Object");
    }
    return answer == Answer.NOT_FOUND ? inInterfaces(owner.name()) : answer;
  }

  private Answer inClasses(String name) {
    List<ClassView> versions = find(name);
    Answer answer = versions.isEmpty() ? Answer.ELSEWHERE : Answer.HOLDS;
    for (ClassView version : versions) {
      Answer here = declared(version);
      boolean further =
          here == Answer.NOT_FOUND && version.superName().isPresent() && !version.isInterface();
      answer = worse(answer, further ? inClasses(version.superName().get()) : here);
    }
    return answer;
  }

  /** The superinterfaces of a class and of its superclasses. */
  private Answer inInterfaces(String name) {
    List<ClassView> versions = find(name);
    Answer answer = versions.isEmpty() ? Answer.ELSEWHERE : Answer.HOLDS;
    for (ClassView version : versions) {
      answer = worse(answer, inInterfacesOf(version));
    }
    return answer;
  }

  private Answer inInterfacesOf(ClassView type) {
    Answer answer = Answer.NOT_FOUND;
    for (String superinterface : type.interfaces()) {
      if (answer == Answer.NOT_FOUND) {
        answer = inherited(superinterface);
      }
    }
    return answer == Answer.NOT_FOUND && type.superName().isPresent()
        ? inInterfaces(type.superName().get())
        : answer;
  }

  private Answer inherited(String superinterface) {
    List<ClassView> versions = find(superinterface);
    Answer answer = versions.isEmpty() ? Answer.ELSEWHERE : Answer.HOLDS;
    for (ClassView version : versions) {
      Integer access = version.members().get(key);
      boolean counts = access != null && (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) == 0;
      answer = worse(answer, counts ? declared(version) : inInterfacesOf(version));
    }
    return answer;
  }

  /** Whether this use of a member that a class declares is legal (JVMS 5.4.4, 6.5). */
  private Answer declared(ClassView type) {
    Integer access = type.members().get(key);
    if (access == null) {
      return Answer.NOT_FOUND;
    }
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    boolean wantsStatic =
        switch (fact.kind()) {
          case GETSTATIC, PUTSTATIC, INVOKESTATIC -> true;
          default -> false;
        };
    boolean writes = fact.kind() == Kind.PUTFIELD || fact.kind() == Kind.PUTSTATIC;
    boolean writable = (access & Opcodes.ACC_FINAL) == 0 || type.name().equals(user.name());
    return isAccessible(type, access) && isStatic == wantsStatic && (!writes || writable)
        ? Answer.HOLDS
        : Answer.BROKEN;
  }

  private boolean isAccessible(ClassView type, int access) {
    if ((access & Opcodes.ACC_PUBLIC) != 0 || type.name().equals(user.name())) {
      return true;
    } else if ((access & Opcodes.ACC_PRIVATE) != 0) {
      return outermost(type.name()).equals(outermost(user.name()));
    }
    return type.packageName().equals(user.packageName())
        || ((access & Opcodes.ACC_PROTECTED) != 0 && isSubclass(user, type.name()));
  }

  /** Nestmates (JVMS 5.4.4), as compilers name them. */
  private static String outermost(String name) {
    int dollar = name.indexOf('$', name.lastIndexOf('/') + 2);
    return dollar < 0 ? name : name.substring(0, dollar);
  }

  private boolean isSubclass(ClassView type, String of) {
    if (type.superName().isEmpty()) {
      return false;
    }
    String superName = type.superName().get();
    return superName.equals(of)
        || (!find(superName).isEmpty()
            && find(superName).stream().allMatch(s -> isSubclass(s, of)));
  }

  private static Answer worse(Answer a, Answer b) {
    return b == Answer.HOLDS ? a : a == Answer.HOLDS ? b : a.compareTo(b) <= 0 ? a : b;
  }
}
