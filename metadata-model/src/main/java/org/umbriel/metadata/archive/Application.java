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
      ApplicationLayout layout = ApplicationLayout.of(archive);
      if (layout.isPlain()) {
        own.add(archive);
      } else {
        layout.classFolders().forEach(f -> own.add(ApplicationLayout.below(archive, f)));
      }
      if (depth < ApplicationLayout.DEEPEST) {
        layout.modules().forEach(entry -> open(entry, archive, depth, true));
        layout.libraries().forEach(entry -> open(entry, archive, depth, false));
      } else {
        for (Entry entry : layout.nested()) {
          unreadable.add(ApplicationLayout.nameOf(archive, entry.path()) + ": nested too deeply");
        }
      }
      if (!layout.isPlain()) {
        libraries.add(archive);
      }
    }

    private void open(Entry entry, Archive outer, int depth, boolean isModule) {
      if (entry.problem().isPresent()) {
        return;
      }
      try {
        String name = ApplicationLayout.nameOf(outer, entry.path());
        Archive inner = Archive.read(name, entry.content(), limits);
        if (isModule) {
          open(inner, depth + 1);
        } else {
          libraries.add(inner);
        }
      } catch (MalformedArchiveException e) {
        unreadable.add(e.getMessage());
      }
    }
  }
}
