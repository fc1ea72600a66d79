package org.umbriel.nativeinterop.bind;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** What of a record the code of a binding may use, being in its interface's nest (JVMS 5.4.4). */
final class Access {
  private Access() {}

  /** Whether an interface's code may name a class. */
  static boolean mayUse(Class<?> from, Class<?> type) {
    boolean isVisible = Modifier.isPublic(type.getModifiers()) || isNear(from, type);
    return isVisible && isLoadedAlike(from, type);
  }

  /** The canonical constructor of a record, if an interface's code may call it. */
  static Optional<Constructor<?>> constructor(Class<?> from, Class<?> type) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      int access = constructor.getModifiers();
      boolean isVisible =
          Modifier.isPublic(access)
              || (!Modifier.isPrivate(access) && isNear(from, type))
              || from.isNestmateOf(type);
      return mayUse(from, type) && isVisible ? Optional.of(constructor) : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  /** In the same package, which is private enough for all but private members. */
  private static boolean isNear(Class<?> from, Class<?> type) {
    return from.getClassLoader() == type.getClassLoader()
        && from.getPackageName().equals(type.getPackageName());
  }

  /** Whether the name means the same class to both. */
  private static boolean isLoadedAlike(Class<?> from, Class<?> type) {
    try {
      return Class.forName(type.getName(), false, from.getClassLoader()) == type;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
