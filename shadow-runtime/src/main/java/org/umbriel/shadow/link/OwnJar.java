package org.umbriel.shadow.link;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Is it certain that classes of this runtime's jar find each other there, whatever else the process
 * has? It is where no module, and nothing that stands before the jar on the class path, has one of
 * its packages, and its indexes are those that it was rewritten with. That is found out once a run,
 * without a look at any class; the runtime's package is named after the digest of what was
 * rewritten.
 *
 * <p>It asks the JDK alone, since a class loader may be rewritten code that is checked itself. What
 * is appended to the boot class path is not looked at.
 */
final class OwnJar {
  private OwnJar() {}

  /**
   * Whether no comparison ({@link Fact.Kind#SAME}) needs to be made.
   *
   * @param self a class of the runtime
   */
  static boolean isCertain(Class<?> self, LinkTable table) {
    try {
      Set<String> packages = table.packages().keySet();
      return !packages.isEmpty()
          && ClassFiles.isOfClassPath(self.getClassLoader())
          && ClassFiles.isBeforeOthers(Indexes.location(self), packages)
          && !isInModules(packages)
          && hasIndexes(Indexes.location(self), table);
    } catch (IOException | ReflectiveOperationException | RuntimeException unclear) {
      return false;
    }
  }

  /** {@code ModuleLayer.boot()}: Java 8, for which this is compiled, has none. */
  private static boolean isInModules(Set<String> packages) throws ReflectiveOperationException {
    Class<?> layer = Class.forName("java.lang.ModuleLayer");
    Method packagesOf = Class.forName("java.lang.Module").getMethod("getPackages");
    Object boot = layer.getMethod("boot").invoke(null);
    for (Object module : (Set<?>) layer.getMethod("modules").invoke(boot)) {
      if (!Collections.disjoint((Set<?>) packagesOf.invoke(module), packages)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nobody has put another jar's classes among its own. */
  private static boolean hasIndexes(String location, LinkTable table) throws IOException {
    try (ZipFile jar = new ZipFile(Resources.fileOf(location))) {
      for (String name : table.packages().keySet()) {
        ZipEntry index = jar.getEntry(MemberIndex.pathOfPackage(name));
        if (index == null || (int) index.getCrc() != table.packages().get(name)) {
          return false;
        }
      }
      return true;
    }
  }
}
