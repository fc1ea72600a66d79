package org.umbriel.nativeinterop.load;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that lies in no file system ({@code memfd_create(2)}), for as long as the process lives.
 */
public final class MemoryFile {
  private MemoryFile() {}

  /**
   * Makes a file.
   *
   * @return a path that other processes, such as a debugger, can open, too
   */
  public static Path create(String name, byte[] content) {
    Object[] arguments = {name, 0};
    int descriptor = NativeLibrary.getProcess().getFunction("memfd_create").invokeInt(arguments);
    if (descriptor < 0) {
      throw new LibraryException(name, "no file in memory can be made");
    }
    Path path = Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor);
    try {
      return Files.write(path, content);
    } catch (IOException e) {
      throw new LibraryException(name, "the file in memory can't be written: " + e.getMessage());
    }
  }
}
