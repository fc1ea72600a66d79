package org.umbriel.nativeinterop.address;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  private record Owned(Mapping mapping, Described.Stack stack) {}

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
          .ifPresent(mapping -> stacks.add(new Owned(mapping, new Described.Stack(name, id))));
    } catch (IOException e) {
      // the thread has ended since the list was made
      return;
    }
  }

  /** glibc puts a thread's own variables, errno among them, behind its stack. */
  private static long besideStack() {
    return NativeLibrary.getProcess().getFunction("__errno_location").invokeLong(new Object[0]);
  }

  Optional<Described> find(Mapping mapping) {
    return stacks.stream()
        .filter(owned -> owned.mapping().equals(mapping))
        .findFirst()
        .map(Owned::stack);
  }
}
