package org.umbriel.shadow.link;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads what lies at an address. Files and entries of jars are opened here and not by a handler of
 * their protocol: a program may have put its own handler in place (Spring Boot's loader does),
 * which may be the very code that is being checked.
 */
final class Resources {
  private static final String FILE = "file:";
  private static final String JAR = "jar:file:";
  private static final String WITHIN = "!/";

  private Resources() {}

  static byte[] read(String address) throws IOException {
    try {
      int within = address.indexOf(WITHIN);
      if (address.startsWith(FILE)) {
        return all(new FileInputStream(fileOf(address)));
      } else if (address.startsWith(JAR) && within > 0 && within == address.lastIndexOf(WITHIN)) {
        File jar = fileOf(address.substring("jar:".length(), within));
        return entry(jar, URI.create(address.substring(within + 1)).getPath().substring(1));
      }
    } catch (IllegalArgumentException notAFile) {
      throw new IOException(address, notAFile);
    }
    URLConnection connection = new URL(address).openConnection();
    connection.setUseCaches(false);
    return all(connection.getInputStream());
  }

  /** The file at an address that starts with {@code file:}. */
  static File fileOf(String address) {
    return new File(URI.create(address));
  }

  private static byte[] entry(File jar, String name) throws IOException {
    try (ZipFile zip = new ZipFile(jar)) {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw new IOException(name);
      }
      return all(zip.getInputStream(entry));
    }
  }

  private static byte[] all(InputStream stream) throws IOException {
    try (InputStream in = stream) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }
}
