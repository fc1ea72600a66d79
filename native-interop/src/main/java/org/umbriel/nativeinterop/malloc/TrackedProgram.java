package org.umbriel.nativeinterop.malloc;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.load.MemoryFile;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.RemoteMemory;

/**
 * A program that runs with {@link AllocatorShim} before its malloc. At its end it stops, its heaps
 * are read from outside, and it goes on. A program that ends without its exit functions ({@code
 * _exit}, a signal) is not read.
 */
public final class TrackedProgram {
  private static final int SIGCONT = 18;
  private static final int MILLISECONDS_BETWEEN_LOOKS = 10;

  private TrackedProgram() {}

  /**
   * How it ended.
   *
   * @param leaks most bytes first; empty if its heaps could not be read
   */
  public record Result(int exitCode, Optional<List<Leak>> leaks) {}

  /** Runs a command to its end. */
  public static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    long self = ProcessHandle.current().pid();
    Path shim = MemoryFile.create(AllocatorShim.NAME, AllocatorShim.image(self));
    builder
        .environment()
        .merge("LD_PRELOAD", shim.toString(), (others, ours) -> ours + ":" + others);
    Process process = builder.start();
    Optional<List<Leak>> leaks = Optional.empty();
    while (!process.waitFor(MILLISECONDS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
      if (leaks.isEmpty() && isStopped(process.pid()) && hasEnded(process.pid())) {
        leaks = leaks(process.pid());
        Object[] arguments = {(int) process.pid(), SIGCONT};
        NativeLibrary.getProcess().getFunction("kill").invokeInt(arguments);
      }
    }
    return new Result(process.exitValue(), leaks);
  }

  /** Its state follows its name in parentheses ({@code proc(5)}, /proc/pid/stat). */
  private static boolean isStopped(long pid) throws IOException {
    try {
      Path file = Path.of("/proc", Long.toString(pid), "stat");
      String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
      return stat.startsWith("T", stat.lastIndexOf(')') + 2);
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    }
  }

  /** Stopped by the shim, not by its user. */
  private static boolean hasEnded(long pid) {
    try (RemoteMemory memory = RemoteMemory.open(pid)) {
      OptionalLong data = SiteTable.data(MemoryMap.of(pid));
      return data.isPresent() && memory.word(data.getAsLong() + AllocatorShim.ENDED) != 0;
    } catch (NativeException e) {
      return false;
    }
  }

  private static Optional<List<Leak>> leaks(long pid) {
    try (RemoteMemory memory = RemoteMemory.open(pid)) {
      MemoryMap map = MemoryMap.of(pid);
      Optional<SiteTable> table = SiteTable.of(map, memory::bytes);
      if (table.isEmpty()) {
        return Optional.empty();
      }
      String program = Path.of("/proc", Long.toString(pid), "exe").toRealPath().getFileName() + "";
      Sites sites = new Sites(pid, map, program);
      List<Leak> leaks = new ArrayList<>();
      sums(table.get(), memory)
          .forEach(
              (site, sums) -> {
                OptionalLong address = table.get().address(site);
                Site who = address.isPresent() ? sites.at(address.getAsLong()) : Site.GONE;
                leaks.add(new Leak(who, sums[0], sums[1]));
              });
      leaks.sort(
          Comparator.comparingLong(Leak::bytes).reversed().thenComparing(l -> l.site().toString()));
      return Optional.of(leaks);
    } catch (NativeException | IOException e) {
      return Optional.empty();
    }
  }

  /** By who allocated: how many blocks, and how many bytes. */
  private static Map<Integer, long[]> sums(SiteTable table, RemoteMemory memory) {
    Map<Integer, long[]> bySite = new HashMap<>();
    table.forEach(
        (block, site) -> {
          long[] sums = bySite.computeIfAbsent(site, s -> new long[2]);
          sums[0]++;
          sums[1] += Chunks.usable(memory.word(block - Long.BYTES));
        });
    return bySite;
  }
}
