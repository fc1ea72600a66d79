package org.umbriel.metadata.archive;

/**
 * Where in an archive a class file lies.
 *
 * @param release whose version of the class it is, by its folder {@code META-INF/versions/N/}; 0
 *     for any other
 * @param name under which loaders look for it there, an internal name
 */
public record ClassLocation(int release, String name) {
  private static final String SUFFIX = ".class";
  private static final String VERSIONS = "META-INF/versions/";

  /** The location that the path of a class file's entry stands for. */
  public static ClassLocation of(String path) {
    int release = releaseOf(path);
    int start = release == 0 ? 0 : path.indexOf('/', VERSIONS.length()) + 1;
    return new ClassLocation(release, path.substring(start, path.length() - SUFFIX.length()));
  }

  /** Likewise, where the class folders of wars and Spring Boot jars are no part of a name. */
  public static ClassLocation inApplication(String path) {
    return ApplicationLayout.CLASS_FOLDERS.stream()
        .filter(path::startsWith)
        .findFirst()
        .map(folder -> new ClassLocation(0, of(path).name().substring(folder.length())))
        .orElseGet(() -> of(path));
  }

  private static int releaseOf(String path) {
    if (!path.startsWith(VERSIONS)) {
      return 0;
    }
    int end = path.indexOf('/', VERSIONS.length());
    String digits = end < 0 ? "" : path.substring(VERSIONS.length(), end);
    return digits.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(digits) : 0;
  }
}
