package org.umbriel.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Checks the module's classes: what cannot fail is proven, what can is shown with an input that was
 * replayed. The build fails from {@code failOn} upwards.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class CheckMojo extends AbstractMojo {
  private static final int FINDINGS = 1;
  private static final int USAGE = 2;

  /** The class folder or jar to check. */
  @Parameter(defaultValue = "${project.build.outputDirectory}", property = "umbriel.input")
  private File input = new File("");

  /** What it runs with. */
  @Parameter(defaultValue = "${project.runtimeClasspathElements}", readonly = true, required = true)
  private List<String> classPath = List.of();

  /** Umbriel's own class path. */
  @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
  private List<Artifact> umbriel = List.of();

  /** From which level findings fail the build: error, warning, note or none. */
  @Parameter(defaultValue = "error", property = "umbriel.failOn")
  private String failOn = "error";

  /** text, json, sarif or html. */
  @Parameter(defaultValue = "text", property = "umbriel.format")
  private String format = "text";

  /** Where the report goes; the build's log if nothing is said. */
  @Parameter(property = "umbriel.output")
  private @Nullable File output;

  /** An earlier JSON or SARIF report: only what it lacks counts. */
  @Parameter(property = "umbriel.baseline")
  private @Nullable File baseline;

  /** More options of {@code umbriel check}, as on its command line. */
  @Parameter(property = "umbriel.options")
  private List<String> options = List.of();

  /** Options of the checker's own JVM. */
  @Parameter(property = "umbriel.jvmOptions")
  private List<String> jvmOptions = List.of("-Xmx2g", "-Xss4m", "-XX:TieredStopAtLevel=1");

  /** Whether to leave the check out. */
  @Parameter(defaultValue = "false", property = "umbriel.skip")
  private boolean skip;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip || !input.exists()) {
      getLog().info(skip ? "umbriel.skip is set" : input + ": nothing to check");
      return;
    }
    int code = run(command());
    if (code == FINDINGS) {
      throw new MojoFailureException(
          "findings of level " + failOn + " or above, see " + (output == null ? "above" : output));
    } else if (code == USAGE) {
      throw new MojoExecutionException("umbriel check could not be run; the reason stands above");
    } else if (code != 0) {
      getLog().warn("checked in part only; what could not be read or finished is named above");
    }
  }

  private List<String> command() throws MojoExecutionException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        umbriel.stream()
            .map(a -> a.getFile().getPath())
            .collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of("org.umbriel.cli.Umbriel", "check", input.getPath()));
    command.addAll(List.of("--classpath", String.join(File.pathSeparator, libraries())));
    command.addAll(List.of("--fail-on", failOn, "--format", format));
    if (output != null) {
      command.addAll(List.of("-o", made(output).getPath()));
    }
    if (baseline != null) {
      command.addAll(List.of("--baseline", baseline.getPath()));
    }
    command.addAll(options);
    return command;
  }

  private List<String> libraries() {
    return classPath.stream()
        .filter(element -> !element.equals(input.getPath()) && new File(element).exists())
        .toList();
  }

  private static File made(File file) throws MojoExecutionException {
    try {
      Path folder = file.toPath().toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return file;
    } catch (IOException e) {
      throw new MojoExecutionException(file + ": cannot be written", e);
    }
  }

  private int run(List<String> command) throws MojoExecutionException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (var lines = process.inputReader()) {
        lines.lines().forEach(getLog()::info);
      }
      return process.waitFor();
    } catch (IOException e) {
      throw new MojoExecutionException("umbriel check cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }
}
