package org.umbriel.rewriter.pipeline;

import org.umbriel.metadata.classfile.MethodReference;

/**
 * The runtime stub of one rewritten jar, in a package of its own: two modular jars with one package
 * would stop the JVM.
 *
 * @param packageName internal name, {@code org/umbriel/s3f9c0a7712ab}
 */
public record ClientRuntime(String packageName) {
  /** Where {@code shadow-runtime} has its packages. */
  public static final String ORIGINAL = "org/umbriel/shadow";

  /** {@code Link.check(Class, String)}. */
  public MethodReference checkLink() {
    return new MethodReference(
        packageName + "/link/Link", "check", "(Ljava/lang/Class;Ljava/lang/String;)V");
  }

  /** {@code Link.explain(LinkageError)}. */
  public MethodReference explainLink() {
    return new MethodReference(
        packageName + "/link/Link",
        "explain",
        "(Ljava/lang/LinkageError;)Ljava/lang/LinkageError;");
  }

  /** {@code Guard.holds(Class, String)}. */
  public MethodReference guardHolds() {
    return new MethodReference(
        packageName + "/guard/Guard", "holds", "(Ljava/lang/Class;Ljava/lang/String;)Z");
  }
}
