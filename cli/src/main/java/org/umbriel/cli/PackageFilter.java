package org.umbriel.cli;

import java.util.List;
import java.util.stream.Stream;
import org.umbriel.metadata.archive.Application;
import org.umbriel.metadata.archive.Archive;

/**
 * Which classes of an input are the user's own: those of some packages, wherever they lie, or all
 * that the input does not keep as a nested library.
 *
 * @param packages internal names, {@code com/acme}; empty if none was named
 */
record PackageFilter(List<String> packages) {
  /** Whatever lies outside of nested libraries. */
  static final PackageFilter ALL = new PackageFilter(List.of());

  /** The packages of that name, {@code com.acme} or {@code com.acme.*}, and those below them. */
  static PackageFilter of(List<String> names) {
    return new PackageFilter(
        names.stream().map(name -> name.replaceAll("\\.\\*+$", "").replace('.', '/')).toList());
  }

  /** The archives to look for own classes in. */
  List<Archive> within(Application application) {
    return packages.isEmpty()
        ? application.own()
        : Stream.concat(application.own().stream(), application.libraries().stream()).toList();
  }

  /** Whether a class of these archives is the user's. */
  boolean test(String internalName) {
    return packages.isEmpty()
        || packages.stream()
            .anyMatch(p -> internalName.startsWith(p + "/") || internalName.equals(p));
  }
}
