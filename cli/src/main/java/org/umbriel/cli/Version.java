package org.umbriel.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "umbriel " + current(),
      "JDK " + System.getProperty("java.vm.version") + " of " + System.getProperty("java.vendor")
    };
  }

  /** The version of this build, part of every store key. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
