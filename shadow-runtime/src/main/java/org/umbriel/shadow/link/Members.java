package org.umbriel.shadow.link;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * The members that one class declares. Its index answers first; what that does not have is looked
 * up by reflection, which loads classes and initialises none.
 */
final class Members {
  /** Nobody can say: a type that some signature names is missing. */
  static final int UNKNOWN = -2;

  private static final String ANY = "";
  private static final Map<Class<?>, Members> KNOWN = new WeakHashMap<>();

  private final Map<String, Integer> fields = new HashMap<>();
  private final Map<String, Integer> methods = new HashMap<>();

  private Members(Class<?> type) {
    try {
      for (Field field : type.getDeclaredFields()) {
        fields.put(field.getName() + Descriptors.of(field.getType()), flags(field.getModifiers()));
      }
    } catch (LinkageError | RuntimeException e) {
      fields.put(ANY, UNKNOWN);
    }
    try {
      for (Method method : type.getDeclaredMethods()) {
        String descriptor = Descriptors.of(method.getParameterTypes(), method.getReturnType());
        methods.put(method.getName() + descriptor, flags(method.getModifiers()));
      }
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        String descriptor = Descriptors.of(constructor.getParameterTypes(), void.class);
        methods.put("<init>" + descriptor, flags(constructor.getModifiers()));
      }
    } catch (LinkageError | RuntimeException e) {
      methods.put(ANY, UNKNOWN);
    }
  }

  /**
   * Flags as in {@link MemberIndex}, {@link MemberIndex#ABSENT} or {@link #UNKNOWN}.
   *
   * @param indexed whether the index may answer
   */
  static int field(Class<?> type, String name, String descriptor, boolean indexed) {
    int flags = indexed ? indexed(type, name, descriptor) : MemberIndex.ABSENT;
    return flags != MemberIndex.ABSENT ? flags : reflected(of(type).fields, name + descriptor);
  }

  /** Likewise; constructors are named {@code <init>}. */
  static int method(Class<?> type, String name, String descriptor, boolean indexed) {
    int flags = indexed ? indexed(type, name, descriptor) : MemberIndex.ABSENT;
    return flags != MemberIndex.ABSENT ? flags : reflected(of(type).methods, name + descriptor);
  }

  private static int indexed(Class<?> type, String name, String descriptor) {
    Optional<MemberIndex> index = Indexes.of(type);
    return index.isPresent()
        ? index.get().flags(type.getName().replace('.', '/'), name, descriptor)
        : MemberIndex.ABSENT;
  }

  private static int reflected(Map<String, Integer> members, String key) {
    Integer flags = members.get(key);
    return flags != null ? flags : members.getOrDefault(ANY, MemberIndex.ABSENT);
  }

  private static Members of(Class<?> type) {
    synchronized (KNOWN) {
      Members members = KNOWN.get(type);
      if (members != null) {
        return members;
      }
    }
    // Reflection can call class loaders, so not under the lock.
    Members members = new Members(type);
    synchronized (KNOWN) {
      KNOWN.put(type, members);
    }
    return members;
  }

  private static int flags(int modifiers) {
    return access(modifiers)
        | (Modifier.isStatic(modifiers) ? MemberIndex.STATIC : 0)
        | (Modifier.isFinal(modifiers) ? MemberIndex.FINAL : 0);
  }

  private static int access(int modifiers) {
    if (Modifier.isPublic(modifiers)) {
      return MemberIndex.PUBLIC;
    } else if (Modifier.isProtected(modifiers)) {
      return MemberIndex.PROTECTED;
    }
    return Modifier.isPrivate(modifiers) ? MemberIndex.PRIVATE : MemberIndex.PACKAGE_PRIVATE;
  }
}
