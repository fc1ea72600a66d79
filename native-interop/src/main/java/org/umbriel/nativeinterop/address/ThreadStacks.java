package org.umbriel.nativeinterop.address;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.umbriel.metadata.dwarf.frame.Architecture;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;

/**
 * Which mapping is which thread's stack: the one that its stack pointer leads to, as the kernel
 * tells it of threads that wait ({@code proc(5)}, /proc/pid/task/tid/syscall).
 */
final class ThreadStacks {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Path SELF = Path.of("/proc/thread-self");

  private final List<Owned> stacks = new ArrayList<>();

  /** A stack, and what the kernel tells of its thread. */
  private record Owned(Mapping mapping, Described.Stack stack, Path task) {
    /** The call of the kernel that the thread is in, its arguments, stack pointer and place. */
    List<String> words() throws IOException {
      return List.of(Files.readString(task.resolve("syscall")).strip().split(" "));
    }
  }

  ThreadStacks(MemoryMap map) {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      for (Path task : tasks.toList()) {
        add(map, task);
      }
    } catch (IOException e) {
      stacks.clear();
    }
  }

  private void add(MemoryMap map, Path task) {
    try {
      long id = Long.parseLong(task.toRealPath().getFileName().toString());
      String[] words = Files.readString(task.resolve("syscall")).strip().split(" ");
      boolean isSelf = SELF.toRealPath().getFileName().toString().equals(Long.toString(id));
      if (!isSelf && words.length < 3) {
        return;
      }
      long pointer = isSelf ? besideStack() : Long.decode(words[words.length - 2]);
      String name = Files.readString(task.resolve("comm")).strip();
      map.at(pointer)
          .ifPresent(
              mapping -> stacks.add(new Owned(mapping, new Described.Stack(name, id), task)));
    } catch (IOException e) {
      // the thread has ended since the list was made
      return;
    }
  }

  /** glibc puts a thread's own variables, errno among them, behind its stack. */
  private static long besideStack() {
    return NativeLibrary.getProcess().getFunction("__errno_location").invokeLong(new Object[0]);
  }

  /**
   * The registers that are known of the thread that a stack belongs to, by DWARF's numbers, while
   * it waits in the kernel. Of a thread that runs nobody in its own process can ask them.
   */
  Optional<Map<Integer, Long>> registers(Mapping mapping) {
    for (Owned owned : stacks) {
      try {
        List<String> words = owned.mapping().equals(mapping) ? owned.words() : List.of();
        if (words.size() >= 3) {
          return Optional.of(
              Map.of(
                  Architecture.X86_64.stackPointer(), Long.decode(words.get(words.size() - 2)),
                  Architecture.X86_64.returnAddress(), Long.decode(words.get(words.size() - 1))));
        }
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  Optional<Described> find(Mapping mapping) {
    return stacks.stream()
        .filter(owned -> owned.mapping().equals(mapping))
        .findFirst()
        .map(Owned::stack);
  }
}
