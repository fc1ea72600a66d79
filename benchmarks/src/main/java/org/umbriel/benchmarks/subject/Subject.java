package org.umbriel.benchmarks.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.ClassPath;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.symexec.CheckResult;
import org.umbriel.symexec.Checker;
import org.umbriel.symexec.Precision;
import org.umbriel.symexec.Progress;

/** A jar with what it needs, ready to be checked. */
public record Subject(Archive archive, Program program, Assumption.Platform platform) {
  private static final String VERSIONS = "META-INF/versions/";
  private static final String MODULE = "module-info.class";

  /**
   * Opens a jar.
   *
   * @throws IOException if it cannot be read
   */
  public static Subject open(Path jar, List<Path> dependencies) throws IOException {
    PlatformClasses platform = PlatformClasses.running();
    Archive archive = archive(jar);
    List<Archive> classPath = new ArrayList<>(List.of(archive));
    for (Path dependency : dependencies) {
      classPath.add(archive(dependency));
    }
    List<ClassUnit> units = new ArrayList<>();
    for (ClassFile file : archive.classes()) {
      if (!file.path().startsWith(VERSIONS) && !file.path().endsWith(MODULE)) {
        units.add(decode(file));
      }
    }
    return new Subject(
        archive,
        new Program(units, ClassPath.of(classPath, platform.release()).then(platform)),
        new Assumption.Platform(platform.vendor(), platform.virtualMachine()));
  }

  /**
   * Opens a jar as it is.
   *
   * @throws IOException if it cannot be read
   */
  public static Archive archive(Path jar) throws IOException {
    try {
      return Archive.read(jar.toString(), Files.readAllBytes(jar), Limits.DEFAULT);
    } catch (MalformedArchiveException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * How many check sites are in classes that this release does not see: versions of a multi-release
   * jar for another one. A description has them, a report does not.
   */
  public static int unseenSites(Path jar) throws IOException {
    Archive archive = archive(jar);
    List<ClassFile> seen = ClassPath.visible(archive, PlatformClasses.running().release());
    Set<String> paths = seen.stream().map(ClassFile::path).collect(Collectors.toSet());
    int sites = 0;
    for (ClassFile file : archive.classes()) {
      if (!paths.contains(file.path()) && !file.path().endsWith(MODULE)) {
        for (MethodCode method : decode(file).methods()) {
          sites += SiteFinder.sitesIn(method, ContractSource.NONE).size();
        }
      }
    }
    return sites;
  }

  private static ClassUnit decode(ClassFile file) throws IOException {
    try {
      return ClassDecoder.decode(file);
    } catch (MalformedClassException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Checks all methods, as {@code umbriel check} does, without running any of them. */
  public CheckResult check(boolean paths) {
    int jobs = Runtime.getRuntime().availableProcessors();
    Precision.Level level = paths ? Precision.Level.NORMAL : Precision.Level.LOW;
    return new Checker(program, platform, Checker.Options.of(jobs, level))
        .check(method -> true, Progress.NONE, () -> false);
  }
}
