package org.umbriel.benchmarks.proxy;

import java.util.List;

/**
 * A multi-module project of somebody else's, how it is built, and how the program that comes out is
 * run.
 *
 * @param source a git repository
 * @param tag what of it is built
 * @param folder of the project within it
 * @param arguments for Maven
 * @param program for {@code java}, in the repository's folder
 */
record BuiltProject(
    String name,
    String source,
    String tag,
    String folder,
    List<String> arguments,
    List<String> program) {

  static final List<BuiltProject> ALL =
      List.of(
          new BuiltProject(
              "gs-multi-module",
              "https://github.com/spring-guides/gs-multi-module",
              "main",
              "complete",
              List.of("-DskipTests", "package"),
              List.of(
                  "-jar",
                  "complete/application/target/application-0.0.1-SNAPSHOT.jar",
                  "--spring.main.web-application-type=none")),
          new BuiltProject(
              "jflex",
              "https://github.com/jflex-de/jflex",
              "v1.9.1",
              "",
              List.of("-DskipTests", "-Dmaven.javadoc.skip=true", "-pl", "jflex", "-am", "package"),
              List.of(
                  "-jar",
                  "jflex/target/jflex-full-1.9.1.jar",
                  "-d",
                  "jflex/target/made",
                  "jflex/src/main/jflex/LexScan.flex")),
          new BuiltProject(
              "jacoco",
              "https://github.com/jacoco/jacoco",
              "v0.8.8",
              "org.jacoco.build",
              // exec-maven-plugin 1.5 does not run under Maven 4
              List.of(
                  "-DskipTests",
                  "-Dexec.skip=true",
                  "-Dspotless.check.skip=true",
                  "-Dmaven.javadoc.skip=true",
                  "-pl",
                  "../org.jacoco.cli",
                  "-am",
                  "package"),
              List.of("-jar", "org.jacoco.cli/target/org.jacoco.cli-0.8.8-nodeps.jar", "version")));
}
