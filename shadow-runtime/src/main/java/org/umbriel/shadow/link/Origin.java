package org.umbriel.shadow.link;

/** Where classes come from, in words. */
public final class Origin {
  private Origin() {}

  /**
   * The file name of the jar or folder that a class was loaded from, or the JDK and its version.
   */
  public static String nameOf(Class<?> type) {
    String location = Indexes.location(type);
    if (location.isEmpty() || location.startsWith("jrt:")) {
      return "JDK " + System.getProperty("java.version");
    }
    String path = location;
    while (path.endsWith("/") || path.endsWith("!")) {
      path = path.substring(0, path.length() - 1);
    }
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
