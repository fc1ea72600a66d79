package org.umbriel.proxy.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/**
 * What the machine's Maven would use: the user's {@code settings.xml} over that of the
 * installation, passwords decrypted.
 *
 * @param settings merged, as Maven's own library reads them
 * @param localRepository where artifacts are cached
 */
record MavenSettings(Settings settings, Path localRepository) {

  /** The settings of the user who runs this process. */
  static MavenSettings ofThisMachine() throws MavenException {
    Path home = Path.of(System.getProperty("user.home"), ".m2");
    return read(
        home.resolve("settings.xml"),
        installation().map(m -> m.resolve("conf/settings.xml")),
        home);
  }

  /**
   * Reads and merges settings files; those that are missing count as empty.
   *
   * @param home the user's Maven folder, for the defaults of the local repository and the master
   *     password
   */
  static MavenSettings read(Path user, Optional<Path> global, Path home) throws MavenException {
    Properties system = new Properties();
    system.putAll(System.getProperties());
    System.getenv().forEach((name, value) -> system.setProperty("env." + name, value));
    DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
    request.setUserSettingsFile(user.toFile());
    global.ifPresent(file -> request.setGlobalSettingsFile(file.toFile()));
    request.setSystemProperties(system);
    try {
      Settings settings =
          new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings();
      decrypt(settings, home);
      return new MavenSettings(settings, localRepository(settings, home));
    } catch (SettingsBuildingException broken) {
      SettingsProblem problem = broken.getProblems().get(0);
      throw new MavenException(
          problem.getSource()
              + ": line "
              + problem.getLineNumber()
              + ": "
              + MavenException.line(problem.getMessage()),
          broken);
    }
  }

  private static Path localRepository(Settings settings, Path home) {
    String property = System.getProperty("maven.repo.local");
    String configured = property == null ? settings.getLocalRepository() : property;
    return configured == null || configured.isBlank()
        ? home.resolve("repository")
        : Path.of(configured);
  }

  /** Values that cannot be decrypted stay as they are, as with Maven. */
  private static void decrypt(Settings settings, Path home) {
    DefaultSecDispatcher dispatcher =
        new DefaultSecDispatcher(
            new DefaultPlexusCipher(), Map.of(), home.resolve("settings-security.xml").toString());
    SettingsDecryptionResult clear =
        new DefaultSettingsDecrypter(dispatcher)
            .decrypt(new DefaultSettingsDecryptionRequest(settings));
    settings.setServers(clear.getServers());
    settings.setProxies(clear.getProxies());
  }

  /**
   * The Maven installation that a shell would run: its settings hold what an administrator decided.
   */
  private static Optional<Path> installation() {
    for (String variable : List.of("MAVEN_HOME", "M2_HOME")) {
      String home = System.getenv(variable);
      if (home != null && !home.isBlank()) {
        return Optional.of(Path.of(home));
      }
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "mvn"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(MavenSettings::homeOf);
  }

  /** {@code HOME/bin/mvn} is usually reached through links. */
  private static Optional<Path> homeOf(Path mvn) {
    try {
      return Optional.ofNullable(mvn.toRealPath().getParent()).map(Path::getParent);
    } catch (IOException vanished) {
      return Optional.empty();
    }
  }
}
