package org.umbriel.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.net.URI;
import java.nio.file.Files;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the proxy about each class that is loaded, and puts in its place what the proxy answers. */
final class Redirection implements ClassFileTransformer {
  /** What the JDK makes for itself while the program runs. */
  private static final String[] GENERATED = {
    "java/", "jdk/internal/", "jdk/proxy", "com/sun/proxy/", "sun/reflect/"
  };

  private static final String OWN = "org/umbriel/agent/";

  /** No class file: the JVM throws ClassFormatError, the reason is on standard error. */
  private static final byte[] REFUSED = {'r', 'e', 'f', 'u', 's', 'e', 'd'};

  private final ClassService service;
  private final SystemJars systemJars;
  private final int release;
  private final Map<File, RewrittenJar> jars = new ConcurrentHashMap<>();
  private final Map<String, byte[]> classes = new ConcurrentHashMap<>();

  /**
   * A redirection.
   *
   * @param release that this process runs on
   */
  Redirection(ClassService service, SystemJars systemJars, int release) {
    this.release = release;
    this.service = service;
    this.systemJars = systemJars;
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
    if (redefined != null || name == null || isPlatforms(loader) || isGenerated(name)) {
      return null;
    }
    try {
      File origin = originOf(domain);
      if (origin != null && systemJars.isOurs(origin)) {
        return null;
      }
      if (origin != null && systemJars.are(loader)) {
        RewrittenJar rewritten = rewritten(origin);
        byte[] replacement = rewritten == null ? null : rewritten.replacement(name, file, release);
        if (replacement != null) {
          return replacement;
        }
      }
      return oneClass(file);
    } catch (IOException | RuntimeException failed) {
      System.err.println("umbriel: " + name.replace('/', '.') + " is refused: " + failed);
      return REFUSED;
    }
  }

  private static boolean isPlatforms(ClassLoader loader) {
    return loader == null || loader == ClassLoader.getSystemClassLoader().getParent();
  }

  private static boolean isGenerated(String name) {
    for (String prefix : GENERATED) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return name.startsWith(OWN);
  }

  /** The jar or folder that a class comes from; null if it comes from elsewhere. */
  private static File originOf(ProtectionDomain domain) throws IOException {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    String location = source.getLocation().toExternalForm();
    return location.startsWith("file:") ? new File(URI.create(location)).getCanonicalFile() : null;
  }

  /**
   * Asked for once a jar or folder; others who need it meanwhile wait. Null for a folder that is
   * too large.
   */
  private RewrittenJar rewritten(File origin) throws IOException {
    RewrittenJar known = jars.get(origin);
    if (known != null) {
      return known;
    }
    synchronized (jars) {
      RewrittenJar made = jars.get(origin);
      if (made == null) {
        byte[] before =
            origin.isDirectory() ? ClassFolder.jar(origin) : Files.readAllBytes(origin.toPath());
        if (before == null) {
          return null;
        }
        made = RewrittenJar.of(before, service.jar(before));
        systemJars.append(made.before(), made.after());
        jars.put(origin, made);
      }
      return made;
    }
  }

  private byte[] oneClass(byte[] file) throws IOException {
    String digest = ClientKey.sha256(file);
    byte[] known = classes.get(digest);
    if (known == null) {
      known = service.oneClass(file);
      classes.put(digest, known);
    }
    return known;
  }
}
