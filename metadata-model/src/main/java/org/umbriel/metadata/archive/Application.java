package org.umbriel.metadata.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code Archive -> Application}: what a war, an ear or a Spring Boot jar holds. A plain jar is an
 * application of its own classes and no library.
 *
 * @param own where the application's own classes are: the archive, or the class folders in it
 * @param libraries the jars nested in it, in the order of their entries, then the archive itself
 *     where its top level only starts the rest
 * @param unreadable a line for each nested archive that could not be opened
 */
public record Application(List<Archive> own, List<Archive> libraries, List<String> unreadable) {
  /** Where Servlet containers and Spring Boot look for classes. */
  static final List<String> CLASS_FOLDERS = List.of("BOOT-INF/classes/", "WEB-INF/classes/");

  private static final List<String> LIBRARY_FOLDERS =
      List.of("BOOT-INF/lib/", "WEB-INF/lib/", "WEB-INF/lib-provided/", "lib/", "APP-INF/lib/");

  /** A jar in a war in an ear. */
  private static final int DEEPEST = 3;

  public Application {
    own = List.copyOf(own);
    libraries = List.copyOf(libraries);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Looks into an archive, down to three levels.
   *
   * @param limits of each nested archive
   */
  public static Application of(Archive archive, Limits limits) {
    Finder finder = new Finder(limits);
    finder.open(archive, 1);
    return new Application(finder.own, finder.libraries, finder.unreadable);
  }

  /** Own classes, then libraries: the class path it runs with. */
  public List<Archive> classPath() {
    return Stream.concat(own.stream(), libraries.stream()).toList();
  }

  private static final class Finder {
    private final Limits limits;
    private final List<Archive> own = new ArrayList<>();
    private final List<Archive> libraries = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    Finder(Limits limits) {
      this.limits = limits;
    }

    void open(Archive archive, int depth) {
      List<Archive> folders =
          CLASS_FOLDERS.stream()
              .filter(folder -> archive.entries().stream().anyMatch(e -> isIn(e, folder)))
              .map(folder -> below(archive, folder))
              .toList();
      boolean enterprise = archive.find("META-INF/application.xml").isPresent();
      List<Entry> modules =
          archive.entries().stream().filter(e -> isModule(e, enterprise)).toList();
      List<Entry> nested = archive.entries().stream().filter(Finder::isLibrary).toList();
      boolean plain = folders.isEmpty() && modules.isEmpty();
      own.addAll(plain ? List.of(archive) : folders);
      if (depth < DEEPEST) {
        modules.forEach(entry -> open(entry, archive, depth, true));
        nested.forEach(entry -> open(entry, archive, depth, false));
      } else {
        Stream.concat(modules.stream(), nested.stream())
            .forEach(e -> unreadable.add(name(archive, e.path()) + ": nested too deeply"));
      }
      if (!plain) {
        libraries.add(archive);
      }
    }

    private void open(Entry entry, Archive outer, int depth, boolean isModule) {
      if (entry.problem().isPresent()) {
        return;
      }
      try {
        Archive inner = Archive.read(name(outer, entry.path()), entry.content(), limits);
        if (isModule) {
          open(inner, depth + 1);
        } else {
          libraries.add(inner);
        }
      } catch (MalformedArchiveException e) {
        unreadable.add(e.getMessage());
      }
    }

    private static boolean isIn(Entry entry, String folder) {
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

    private static Archive below(Archive archive, String folder) {
      List<Entry> entries =
          archive.entries().stream()
              .filter(e -> e.path().startsWith(folder) && e.path().length() > folder.length())
              .map(e -> e.renamed(e.path().substring(folder.length())))
              .toList();
      return Archive.of(name(archive, folder), entries);
    }

    private static String name(Archive archive, String path) {
      return archive.name() + "!/" + path;
    }
  }
}
