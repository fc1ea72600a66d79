package org.umbriel.metadata.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;

/**
 * The classes of the JDK that this process runs on, read through its own class loaders, which have
 * the image open already: {@link PlatformClasses} opens it again, which costs a short task a tenth
 * of a second. What the loaders do not see (a module for tools) is looked for there. Not
 * thread-safe.
 */
public final class LoadedPlatform implements ClassSource {
  private final ClassLoader loader = ClassLoader.getPlatformClassLoader();
  private @Nullable PlatformClasses others;

  /** The feature release: 17 for a JDK 17.0.15. */
  public int release() {
    return Runtime.version().feature();
  }

  @Override
  public Optional<ClassFile> find(String internalName) {
    if (internalName.indexOf('/') < 0 || internalName.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    String path = internalName + ".class";
    try (InputStream in = loader.getResourceAsStream(path)) {
      if (in != null) {
        return Optional.of(new ClassFile(path, in.readAllBytes()));
      }
      if (others == null) {
        others = PlatformClasses.running();
      }
      return others.find(internalName);
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read the JDK's image", broken);
    }
  }
}
