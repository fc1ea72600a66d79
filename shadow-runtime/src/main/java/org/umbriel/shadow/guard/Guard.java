package org.umbriel.shadow.guard;

import org.umbriel.shadow.link.Indexes;

/**
 * Decides, once for each flag, whether the linkable assumptions of a proof hold here. Unknown means
 * that they do not: then the checks that they had discharged are run.
 */
public final class Guard {
  private Guard() {}

  /**
   * Whether all assumptions hold. Never throws, so that a companion's initialiser cannot fail.
   *
   * @param user the class whose proof it is
   * @param assumptions with semicolons between: {@code P.hash.hash} the platform is one of these,
   *     {@code J.a/b/C} that class comes from the user's own jar, {@code D.a/b/C.digest} that class
   *     had this digest before it was rewritten
   */
  public static boolean holds(Class<?> user, String assumptions) {
    try {
      for (String assumption : assumptions.split(";")) {
        if (!holdsOne(user, assumption)) {
          return false;
        }
      }
      return true;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return false;
    }
  }

  private static boolean holdsOne(Class<?> user, String assumption) throws ClassNotFoundException {
    String[] parts = assumption.split("\\.");
    switch (parts[0]) {
      case "P":
        return isOneOf(parts);
      case "J":
        return isSameJar(user, load(user, parts[1]));
      case "D":
        return Indexes.hasDigest(load(user, parts[1]), parts[2]);
      default:
        return false;
    }
  }

  private static boolean isOneOf(String[] platforms) {
    String vendor = System.getProperty("java.vendor", "");
    String here = platform(vendor + " " + System.getProperty("java.vm.version", ""));
    for (int i = 1; i < platforms.length; i++) {
      if (platforms[i].equals(here)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSameJar(Class<?> user, Class<?> other) {
    String location = Indexes.location(user);
    return user.getClassLoader() == other.getClassLoader()
        && !location.isEmpty()
        && location.equals(Indexes.location(other));
  }

  private static Class<?> load(Class<?> user, String internalName) throws ClassNotFoundException {
    return Class.forName(internalName.replace('/', '.'), false, user.getClassLoader());
  }

  /**
   * What stands for a platform in an assumption.
   *
   * @param build vendor and {@code java.vm.version}, with a space between
   */
  public static String platform(String build) {
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (int i = 0; i < build.length(); i++) {
      hash = (hash ^ build.charAt(i)) * 0x0000_0100_0000_01B3L;
    }
    return Long.toHexString(hash);
  }
}
