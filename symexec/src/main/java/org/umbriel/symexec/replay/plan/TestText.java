package org.umbriel.symexec.replay.plan;

import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Witness;

/**
 * A plan as a JUnit 5 test. It makes the call and nothing else, so it ends with the predicted
 * exception as long as the defect is there, and passes once the call returns.
 */
public final class TestText {
  private final JavaText java;

  public TestText(Program program) {
    this.java = new JavaText(program);
  }

  /**
   * The test, in the package of the called class.
   *
   * @param number tells the tests of one method and kind apart
   * @param failure what was thrown, with its message, on one line
   */
  public Witness.TestSource of(Invocation invocation, CheckSite site, int number, String failure) {
    String packageName = invocation.packageName();
    String name = className(site, number);
    StringBuilder text = new StringBuilder();
    if (!packageName.isEmpty()) {
      text.append("package ").append(packageName.replace('/', '.')).append(";\n\n");
    }
    text.append("import org.junit.jupiter.api.Test;\n\n");
    text.append("/** Fails as long as this call breaks a check (")
        .append(site.kind().label())
        .append(") in ")
        .append(comment(JavaNames.method(site.id().method())))
        .append(site.line() > 0 ? ", line " + site.line() : "")
        .append(". */\n");
    text.append("@SuppressWarnings({\"rawtypes\", \"unchecked\", \"deprecation\"})\n");
    text.append("class ").append(name).append(" {\n  @Test\n  void returns() throws Throwable {\n");
    text.append("    // ").append(comment(failure)).append('\n');
    for (String statement : java.statements(invocation)) {
      text.append("    ").append(statement).append(";\n");
    }
    text.append("  }\n}\n");
    String folder = packageName.isEmpty() ? "" : packageName + "/";
    return new Witness.TestSource(folder + name + ".java", text.toString());
  }

  /** {@code C_m_ARRAY_BOUNDS_0_Test}; constructors are called {@code new}. */
  private static String className(CheckSite site, int number) {
    MethodReference method = site.id().method();
    String owner = method.owner().substring(method.owner().lastIndexOf('/') + 1);
    String member =
        method.isConstructor() ? "new" : method.isClassInitializer() ? "static" : method.name();
    String name = owner + "_" + member + "_" + site.kind() + "_" + number + "_Test";
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  /** Text that cannot end a comment, start a Unicode escape or leave its line. */
  private static String comment(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c < 127 && c != '\\';
      safe.append(plain ? c : '?');
    }
    return safe.toString().replace("*/", "* /");
  }
}
