package tools.aqua.turnkey.support;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.symexec.solver.unpack.LibraryFolder;

/**
 * Loads native libraries that lie in a jar. Z3's classes call this one by its name and signature.
 * The artifact that defines them otherwise unpacks 34 MB in every process, which takes longer than
 * most runs of a solver, and leaves them behind when the process is killed; here a user has one
 * copy of them.
 */
public final class TurnKey {
  private static final Pattern ENTRY =
      Pattern.compile("<entry key=\"([a-z-]+)\\.\\d+\">([^<]+)</entry>");

  private TurnKey() {}

  /**
   * Loads what a jar's {@code turnkey.xml} for this platform says.
   *
   * @param prefix the folder of all platforms in the jar
   * @param resources reads a file of the jar
   */
  public static void load(String prefix, Function<String, InputStream> resources) {
    String folder = "/" + prefix + "/" + system() + "/" + processor() + "/";
    List<String> bundled = new ArrayList<>();
    List<String> loaded = new ArrayList<>();
    try {
      Matcher entry = ENTRY.matcher(text(folder + "turnkey.xml", resources));
      while (entry.find()) {
        if (entry.group(1).equals("bundled-libraries")) {
          bundled.add(entry.group(2));
        } else if (entry.group(1).equals("load-commands")) {
          loaded.add(entry.group(2));
        }
      }
      Path unpacked = LibraryFolder.of(folder, bundled, resources);
      for (String library : loaded) {
        System.load(unpacked.resolve(library).toAbsolutePath().toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the native libraries of " + prefix, e);
    }
  }

  private static String text(String name, Function<String, InputStream> resources)
      throws IOException {
    try (InputStream in = resources.apply(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + ": no library for this platform");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "osx" : name.startsWith("windows") ? "windows" : name;
  }

  private static String processor() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "i386" -> "x86";
      default -> name;
    };
  }
}
