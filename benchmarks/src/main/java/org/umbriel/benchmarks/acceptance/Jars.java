package org.umbriel.benchmarks.acceptance;

import java.util.List;
import org.umbriel.proxy.maven.Coordinate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The jars that the proofs are about unless others are named. */
final class Jars {
  static final String LANG = "org.apache.commons:commons-lang3:3.17.0";
  static final String H2 = "com.h2database:h2:2.3.232";
  static final List<String> THREE = List.of(LANG, "com.google.code.gson:gson:2.11.0", H2);

  /** What classes of {@link #H2} extend or name, and its pom keeps to itself. */
  static final List<String> WITH_H2 =
      List.of(
          "javax.servlet:javax.servlet-api:4.0.1",
          "jakarta.servlet:jakarta.servlet-api:5.0.0",
          "org.apache.lucene:lucene-core:9.7.0",
          "org.apache.lucene:lucene-analysis-common:9.7.0",
          "org.apache.lucene:lucene-queryparser:9.7.0",
          "org.slf4j:slf4j-api:2.0.7",
          "org.osgi:org.osgi.core:5.0.0",
          "org.osgi:org.osgi.service.jdbc:1.1.0",
          "org.locationtech.jts:jts-core:1.19.0");

  private Jars() {}

  /**
   * A coordinate that was typed.
   *
   * @throws ParameterException if it is none
   */
  static Coordinate coordinate(String text, CommandSpec spec) {
    return Coordinate.parse(text)
        .orElseThrow(() -> new ParameterException(spec.commandLine(), text + ": not a coordinate"));
  }
}
