package org.umbriel.rewriter.pipeline;

import org.umbriel.metadata.classfile.MethodReference;

/**
 * The runtime stub of one rewritten jar, in a package of its own: two modular jars with one package
 * would stop the JVM. All its classes are in that one package.
 *
 * @param packageName internal name, {@code org/umbriel/s3f9c0a7712ab}
 */
public record ClientRuntime(String packageName) {
  /** Where {@code shadow-runtime} has its packages. */
  public static final String ORIGINAL = "org/umbriel/shadow";

  /** {@code Link.check(int)}. */
  public MethodReference checkLink() {
    return new MethodReference(packageName + "/Link", "check", "(I)V");
  }

  /** {@code Link.check(Object, int)}. */
  public MethodReference checkLinkUnlessNull() {
    return new MethodReference(packageName + "/Link", "check", "(Ljava/lang/Object;I)V");
  }

  /** {@code Link.explain(LinkageError)}. */
  public MethodReference explainLink() {
    return new MethodReference(
        packageName + "/Link", "explain", "(Ljava/lang/LinkageError;)Ljava/lang/LinkageError;");
  }

  /** {@code Guard.holds(Class, String)}. */
  public MethodReference guardHolds() {
    return new MethodReference(
        packageName + "/Guard", "holds", "(Ljava/lang/Class;Ljava/lang/String;)Z");
  }

  /** A method of {@code Explain}. */
  public MethodReference explain(String name, String descriptor) {
    return new MethodReference(packageName + "/Explain", name, descriptor);
  }
}
