package org.umbriel.metadata.verify.format;

/**
 * Which JVM's rules apply where releases differ.
 *
 * @param release Java feature release of the JVM, 17 for class files up to version 61
 * @param preview whether it runs with {@code --enable-preview}
 */
public record JvmRules(int release, boolean preview) {
  /** The newest release that is known here. */
  public static final JvmRules NEWEST = new JvmRules(25, false);

  private static final int VERSION_OF_RELEASE_0 = 44;

  /** The rules of a release, those of the newest one known here for later ones. */
  public static JvmRules of(int release) {
    return new JvmRules(Math.min(release, NEWEST.release), false);
  }

  /** The newest class file version that is accepted. */
  public int newestVersion() {
    return VERSION_OF_RELEASE_0 + release;
  }
}
