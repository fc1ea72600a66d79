package org.umbriel.rewriter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.ClassPath;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.rewriter.assertion.AssertionService;
import org.umbriel.rewriter.assertion.Assumptions;
import org.umbriel.rewriter.contract.ContractService;
import org.umbriel.rewriter.explain.ExplainService;
import org.umbriel.rewriter.link.LinkService;
import org.umbriel.rewriter.link.World;
import org.umbriel.rewriter.pipeline.Service;

/** The one list of services, and why they stand in this order. */
final class Services {
  private Services() {}

  /** Fresh services for one artifact. */
  static List<Service> of(String artifact, List<ClassUnit> units, RewriteOptions options) {
    List<Service> services = new ArrayList<>();
    if (options.checks().contracts()) {
      // First: a method looks at its parameters before it does anything else.
      services.add(new ContractService(options::contractsOf));
    }
    if (options.checks().assertions()) {
      // Before link checks: what a proven assertion refers to needs no check any more.
      services.add(
          new AssertionService(
              options::verdictsFor,
              new Assumptions(digests(units), new Platforms(options.platforms())),
              options.checks().everything()));
    }
    services.add(new LinkService(world(artifact, units, options), options.checks().everything()));
    if (options.checks().explanations()) {
      // After link checks: the JVM, too, resolves a reference before it looks at the object.
      services.add(new ExplainService(options::verdictsFor, options.checks().everything()));
    }
    // After ours: theirs see the class as it came, and add to it.
    options.further().forEach(choice -> services.add(choice.create()));
    return services;
  }

  private static World world(String artifact, List<ClassUnit> units, RewriteOptions options) {
    int release = options.platforms().stream().mapToInt(PlatformClasses::release).min().orElse(8);
    List<World.Library> classpath =
        options.classpath().stream()
            .map(a -> new World.Library(RewriteOptions.fileName(a.name()), classesOf(a, release)))
            .toList();
    return new World(RewriteOptions.fileName(artifact), units, options.platforms(), classpath);
  }

  private static ClassPath classesOf(Archive archive, int release) {
    return ClassPath.of(List.of(archive), release);
  }

  private static Map<String, String> digests(List<ClassUnit> units) {
    Map<String, String> digests = new HashMap<>();
    Set<String> several = new HashSet<>();
    for (ClassUnit unit : units) {
      if (digests.put(unit.name(), unit.digest()) != null) {
        several.add(unit.name());
      }
    }
    digests.keySet().removeAll(several);
    return digests;
  }

  private record Platforms(List<PlatformClasses> jdks) implements Assumptions.PlatformDigests {
    @Override
    public boolean has(String className) {
      return jdks.stream().anyMatch(j -> j.find(className).isPresent());
    }

    @Override
    public List<String> buildsWith(String className, String digest) {
      return jdks.stream()
          .filter(j -> j.find(className).flatMap(Platforms::digest).equals(Optional.of(digest)))
          .map(PlatformClasses::build)
          .toList();
    }

    private static Optional<String> digest(ClassFile file) {
      try {
        return Optional.of(ClassDecoder.decode(file).digest());
      } catch (MalformedClassException unreadable) {
        return Optional.empty();
      }
    }
  }
}
