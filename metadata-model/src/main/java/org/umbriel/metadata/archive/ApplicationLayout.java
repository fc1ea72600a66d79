package org.umbriel.metadata.archive;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where in an archive a war, an ear or a Spring Boot jar keeps what it runs. Each class folder and
 * each nested archive is met by loaders as a jar of its own.
 *
 * @param classFolders of the archive, with a slash at their end
 * @param modules wars, and an enterprise application's jars: archives with a layout of their own
 * @param libraries the jars of a library folder
 */
public record ApplicationLayout(
    List<String> classFolders, List<Entry> modules, List<Entry> libraries) {
  /** A jar in a war in an ear. */
  public static final int DEEPEST = 3;

  /** Where Servlet containers and Spring Boot look for classes. */
  static final List<String> CLASS_FOLDERS = List.of("BOOT-INF/classes/", "WEB-INF/classes/");

  private static final List<String> LIBRARY_FOLDERS =
      List.of("BOOT-INF/lib/", "WEB-INF/lib/", "WEB-INF/lib-provided/", "lib/", "APP-INF/lib/");

  public ApplicationLayout {
    classFolders = List.copyOf(classFolders);
    modules = List.copyOf(modules);
    libraries = List.copyOf(libraries);
  }

  public static ApplicationLayout of(Archive archive) {
    boolean enterprise = archive.find("META-INF/application.xml").isPresent();
    return new ApplicationLayout(
        CLASS_FOLDERS.stream()
            .filter(folder -> archive.entries().stream().anyMatch(e -> isClassIn(e, folder)))
            .toList(),
        archive.entries().stream().filter(e -> isModule(e, enterprise)).toList(),
        archive.entries().stream().filter(ApplicationLayout::isLibrary).toList());
  }

  /** Whether the archive's own top level is all that it runs, but for libraries. */
  public boolean isPlain() {
    return classFolders.isEmpty() && modules.isEmpty();
  }

  /** The archives within: modules, then libraries. */
  public List<Entry> nested() {
    return Stream.concat(modules.stream(), libraries.stream()).toList();
  }

  /** What lies in a folder of an archive, as loaders see it: a jar of its own. */
  public static Archive below(Archive archive, String folder) {
    List<Entry> entries =
        archive.entries().stream()
            .filter(e -> e.path().startsWith(folder) && e.path().length() > folder.length())
            .map(e -> e.renamed(e.path().substring(folder.length())))
            .toList();
    return Archive.of(nameOf(archive, folder), entries);
  }

  /** What messages call something within an archive. */
  public static String nameOf(Archive archive, String path) {
    return archive.name() + "!/" + path;
  }

  private static boolean isClassIn(Entry entry, String folder) {
    return entry.path().startsWith(folder) && entry.isClass();
  }

  /** A war, or an enterprise bean jar, at the top of an ear (Jakarta EE 8.2). */
  private static boolean isModule(Entry entry, boolean enterprise) {
    String path = entry.path();
    return path.indexOf('/') < 0
        && (path.endsWith(".war") || (enterprise && path.endsWith(".jar")));
  }

  private static boolean isLibrary(Entry entry) {
    return entry.path().endsWith(".jar")
        && LIBRARY_FOLDERS.stream()
            .anyMatch(
                folder ->
                    entry.path().startsWith(folder)
                        && entry.path().indexOf('/', folder.length()) < 0);
  }
}
