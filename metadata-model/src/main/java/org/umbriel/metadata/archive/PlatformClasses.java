package org.umbriel.metadata.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;

/**
 * The classes of one JDK, read from its run-time image (or, before JDK 9, its {@code rt.jar}) when
 * they are asked for. Safe for use by many threads; what is kept is one small list a package.
 */
public final class PlatformClasses implements ClassSource {
  private static final String IMAGE = "lib/modules";
  private static final Path RUNNING = Path.of(System.getProperty("java.home"));

  private final ClassSource classes;
  private final int release;
  private final String version;
  private final String vendor;
  private final String virtualMachine;
  private final String identity;
  private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

  private PlatformClasses(
      ClassSource classes,
      int release,
      String version,
      String vendor,
      String virtualMachine,
      String identity) {
    this.classes = classes;
    this.identity = identity;
    this.release = release;
    this.version = version;
    this.vendor = vendor;
    this.virtualMachine = virtualMachine;
  }

  /** The JDK that this process runs on. */
  public static PlatformClasses running() throws IOException {
    return of(RUNNING);
  }

  /**
   * The JDK in a directory.
   *
   * @throws IOException with the reason, if there is none
   */
  public static PlatformClasses of(Path home) throws IOException {
    Properties facts = releaseFile(home);
    String version = facts.getProperty("JAVA_VERSION", "");
    return new PlatformClasses(
        classesOf(home),
        feature(home, version),
        version,
        facts.getProperty("IMPLEMENTOR", ""),
        facts.getProperty("JAVA_RUNTIME_VERSION", version),
        new TreeMap<>(facts) + " " + state(home));
  }

  /** The feature release: 17 for a JDK 17.0.15. */
  public int release() {
    return release;
  }

  /** {@code java.version}: {@code 17.0.15}. */
  public String version() {
    return version;
  }

  /** {@code java.vendor}. */
  public String vendor() {
    return vendor;
  }

  /** {@code java.vm.version}. */
  public String virtualMachine() {
    return virtualMachine;
  }

  /** Vendor and virtual machine: two JDKs that agree in both have the same classes. */
  public String build() {
    return (vendor + " " + virtualMachine).strip();
  }

  @Override
  public Optional<ClassFile> find(String internalName) {
    return classes.find(internalName);
  }

  /**
   * What someone makes of this JDK's classes: made once, and kept as long as this object, so that
   * it serves every archive that is looked at beside this JDK.
   *
   * @param make must not call this
   */
  public <T> T derived(Class<T> type, Function<PlatformClasses, T> make) {
    return type.cast(derived.computeIfAbsent(type, t -> make.apply(this)));
  }

  /**
   * More than {@link #build}: also which modules there are, and when their file was made and how
   * large it is. Where this is the same, nothing about the JDK has changed on this machine.
   */
  public String identity() {
    return identity;
  }

  private static ClassSource classesOf(Path home) throws IOException {
    Path file = fileOf(home);
    return file.endsWith(IMAGE) ? new Image(imageOf(home)) : runtimeJar(file);
  }

  /** What the classes are read from. */
  private static Path fileOf(Path home) throws IOException {
    for (String name : List.of(IMAGE, "jre/lib/rt.jar", "lib/rt.jar")) {
      Path file = home.resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new NoSuchFileException(home + ": not a JDK: neither lib/modules nor rt.jar in it");
  }

  private static String state(Path home) throws IOException {
    Path file = fileOf(home);
    return Files.size(file) + " bytes of millisecond " + Files.getLastModifiedTime(file).toMillis();
  }

  private static FileSystem imageOf(Path home) throws IOException {
    URI jrt = URI.create("jrt:/");
    return Files.isSameFile(home, RUNNING)
        ? FileSystems.getFileSystem(jrt)
        : FileSystems.newFileSystem(jrt, Map.of("java.home", home.toString()));
  }

  private static ClassSource runtimeJar(Path file) throws IOException {
    try {
      Limits trusted = new Limits(Integer.MAX_VALUE, Long.MAX_VALUE);
      Archive archive = Archive.read(file.toString(), Files.readAllBytes(file), trusted);
      return ClassPath.of(List.of(archive), 8);
    } catch (MalformedArchiveException malformed) {
      throw new IOException(malformed.getMessage(), malformed);
    }
  }

  /** The file {@code release}: lines {@code KEY="value"}. */
  private static Properties releaseFile(Path home) throws IOException {
    Properties facts = new Properties();
    Path file = home.resolve("release");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          facts.setProperty(
              line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
        }
      }
    }
    return facts;
  }

  private static int feature(Path home, String version) throws IOException {
    String[] parts = version.split("[._+-]", 3);
    String feature = parts[0].equals("1") && parts.length > 1 ? parts[1] : parts[0];
    if (!feature.matches("[0-9]{1,4}")) {
      throw new IOException(home.resolve("release") + ": no JAVA_VERSION in it");
    }
    return Integer.parseInt(feature);
  }

  /**
   * A run-time image (JEP 220): {@code /packages} says which module has a package, {@code /modules}
   * has the files.
   */
  private static final class Image implements ClassSource {
    private final FileSystem image;
    private final Map<String, List<Path>> modulesByPackage = new ConcurrentHashMap<>();
    private final Set<String> packages;

    Image(FileSystem image) throws IOException {
      this.image = image;
      try (Stream<Path> all = Files.list(image.getPath("/packages"))) {
        packages =
            all.map(p -> p.getFileName().toString().replace('.', '/')).collect(Collectors.toSet());
      }
    }

    @Override
    public Optional<ClassFile> find(String internalName) {
      int end = internalName.lastIndexOf('/');
      boolean isNoPath = internalName.indexOf('\0') >= 0; // but a legal name (JVMS 4.2.1)
      if (end < 0 || isNoPath) {
        return Optional.empty();
      }
      String path = internalName + ".class";
      for (Path module : modulesWith(internalName.substring(0, end))) {
        Path file = module.resolve(path);
        if (Files.isRegularFile(file)) {
          return Optional.of(new ClassFile(path, read(file)));
        }
      }
      return Optional.empty();
    }

    private static byte[] read(Path file) {
      try {
        return Files.readAllBytes(file);
      } catch (IOException broken) {
        throw new UncheckedIOException("cannot read the JDK's image", broken);
      }
    }

    private List<Path> modulesWith(String packageName) {
      List<Path> known =
          packages.contains(packageName) ? modulesByPackage.get(packageName) : List.of();
      if (known != null) {
        return known;
      }
      Path folder = image.getPath("/packages", packageName.replace('/', '.'));
      try (Stream<Path> modules = Files.list(folder)) {
        List<Path> found =
            modules.map(m -> image.getPath("/modules", m.getFileName().toString())).toList();
        modulesByPackage.put(packageName, found);
        return found;
      } catch (IOException noSuchPackage) {
        return List.of();
      }
    }
  }
}
