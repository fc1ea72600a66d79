package org.umbriel.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * Code that did not come through the proxy goes there before it runs: jars and folders of the class
 * path as a whole, and are rewritten; other classes one by one, and are verified. What the proxy
 * does not answer for is not run.
 *
 * <p>Options: {@code url=URL,key=FILE} or {@code url=URL,profile=NAME,key=FILE}.
 */
public final class Agent {
  private static final String URL = "url=";
  private static final String KEY = ",key=";
  private static final String PROFILE = ",profile=";

  /** The exit code for what the command line names and cannot be used. */
  private static final int UNUSABLE = 2;

  private Agent() {}

  /** What the JVM calls before the program's main class. Without its proxy nothing is run. */
  public static void premain(String options, Instrumentation instrumentation) {
    try {
      ClassService service = service(options == null ? "" : options);
      int release = release();
      service.greet(release);
      instrumentation.addTransformer(
          new Redirection(service, new SystemJars(instrumentation), release));
    } catch (IOException | RuntimeException unusable) {
      System.err.println("umbriel: " + unusable.getMessage());
      System.exit(UNUSABLE);
    }
  }

  private static ClassService service(String options) throws IOException {
    int key = options.indexOf(KEY);
    if (!options.startsWith(URL) || key < 0) {
      throw new IOException("the agent's options are url=URL,profile=NAME,key=FILE");
    }
    ClientKey secrets = ClientKey.read(options.substring(key + KEY.length()));
    int profile = options.indexOf(PROFILE);
    boolean named = profile >= 0 && profile < key;
    String url = options.substring(URL.length(), named ? profile : key);
    return new ClassService(
        url, secrets, named ? options.substring(profile + PROFILE.length(), key) : "");
  }

  private static int release() {
    String version = System.getProperty("java.specification.version", "8");
    return version.startsWith("1.") ? 8 : Integer.parseInt(version);
  }
}
