package org.umbriel.nativeinterop.malloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.testing.Tool;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.testing.CompiledLibrary;

class TrackedProgramTest {
  private static final String LEAKING =
      """
      #include <errno.h>
      #include <malloc.h>
      #include <pthread.h>
      #include <stdint.h>
      #include <stdlib.h>
      #include <string.h>
      struct node { long value; struct node *next; };
      static void *kept[400];
      static int count;
      static void *keep(void *p) { kept[count++] = p; return p; }
      static void check(int ok) { if (!ok) exit(9); }
      static void *other(void *unused) {
        keep(malloc(1000));  // other 1 1000
        return unused;
      }
      int main(void) {
        for (int i = 0; i < 10; i++) {
          keep(malloc(sizeof(struct node)));  // main 10 16
        }
        struct node *list = calloc(3, sizeof *list);  // main 1 48
        check(list[2].next == 0);
        int *numbers = 0;
        for (int i = 1; i <= 100; i++) {
          numbers = realloc(numbers, i * sizeof *numbers);  // main 1 400
          numbers[i - 1] = i;
        }
        for (int i = 1; i <= 100; i++) check(numbers[i - 1] == i);
        keep(malloc(1 << 20));  // main 1 1048576
        void *aligned;
        check(posix_memalign(&aligned, 256, 100) == 0 && (uintptr_t) aligned % 256 == 0);  // main 1 100
        check(posix_memalign(&aligned, 24, 100) == EINVAL);
        keep(aligned_alloc(64, 640));  // main 1 640
        check(malloc(SIZE_MAX) == 0 && malloc(SIZE_MAX - 4) == 0 && calloc(SIZE_MAX / 2, 3) == 0);
        check(malloc_usable_size(keep(malloc(50))) >= 50);  // main 1 50
        check(malloc_usable_size(0) == 0);
        for (int i = 0; i < 1000; i++) {
          char *p = malloc(i);
          memset(p, 0xff, i);
          p = realloc(p, 3 * i + 1);
          memset(p, 0xff, 3 * i + 1);
          free(p);
        }
        free(realloc(malloc(300000), 600000));
        check(realloc(malloc(10), 0) == 0);
        free(0);
        pthread_t thread;
        check(pthread_create(&thread, 0, other, 0) == 0);
        pthread_join(thread, 0);
        return 7;
      }
      """;

  private static Path compile(Path folder, String source) throws Exception {
    Path file = Files.writeString(folder.resolve("leak.c"), source);
    Path program = folder.resolve("leak");
    Tool.find("gcc").run("-g", "-O0", "-w", "-pthread", "-o", program, file);
    return program;
  }

  private static TrackedProgram.Result run(Object... command) throws Exception {
    List<String> words = java.util.Arrays.stream(command).map(Object::toString).toList();
    return TrackedProgram.run(new ProcessBuilder(words).inheritIO());
  }

  /** Each line of the program that leaks says in which function, how many blocks and bytes. */
  @Test
  void whatIsNeverFreed(@TempDir Path folder) throws Exception {
    TrackedProgram.Result result = run(compile(folder, LEAKING));
    assertEquals(7, result.exitCode());
    Map<String, Leak> byLine =
        result.leaks().orElseThrow().stream()
            .filter(leak -> leak.site().line().startsWith("leak.c:"))
            .collect(Collectors.toMap(leak -> leak.site().line(), leak -> leak));
    String[] lines = LEAKING.split("\n");
    int expected = 0;
    for (int i = 0; i < lines.length; i++) {
      int comment = lines[i].indexOf("// ");
      if (comment >= 0) {
        String[] words = lines[i].substring(comment + 3).split(" ");
        Leak leak = byLine.get("leak.c:" + (i + 1));
        assertTrue(leak != null, lines[i] + " is not in " + byLine);
        assertEquals(words[0], leak.site().function());
        long blocks = Long.parseLong(words[1]);
        long bytes = blocks * Long.parseLong(words[2]);
        assertEquals(blocks, leak.blocks(), lines[i]);
        assertTrue(leak.bytes() >= bytes && leak.bytes() < bytes + 16 * blocks + 4096, leak + "");
        expected++;
      }
    }
    assertEquals(expected, byLine.size(), byLine::toString);
  }

  @Test
  void typesOfBlocks(@TempDir Path folder) throws Exception {
    List<Leak> leaks = run(compile(folder, LEAKING)).leaks().orElseThrow();
    Map<String, String> types =
        leaks.stream()
            .filter(leak -> leak.site().line().startsWith("leak.c:"))
            .collect(
                Collectors.toMap(
                    leak -> line(leak.site().line()).strip().replaceFirst(";.*", ""),
                    leak -> leak.site().type()));
    assertEquals("struct node", types.get("keep(malloc(sizeof(struct node)))"));
    assertEquals("struct node", types.get("struct node *list = calloc(3, sizeof *list)"));
    assertEquals("int", types.get("numbers = realloc(numbers, i * sizeof *numbers)"));
    assertEquals("", types.get("keep(malloc(1 << 20))"));
  }

  private static String line(String place) {
    return LEAKING.split("\n")[Integer.parseInt(place.substring("leak.c:".length())) - 1];
  }

  @Test
  void blocksOfThisProcess(@TempDir Path folder) throws Exception {
    String source =
        """
        #include <stdlib.h>
        struct pair { long a, b; };
        void *make(void) { struct pair *made = malloc(sizeof(struct pair)); return made; }
        """;
    Path library = CompiledLibrary.compile(folder, "makes", source, "-g", "-O0");
    Path said = folder.resolve("said");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String path = System.getProperty("java.class.path");
    Object[] command = {java, "-cp", path, AllocatesOnce.class.getName(), library, said};
    assertEquals(0, run(command).exitCode());
    assertEquals("make in libmakes.so    makes.c:3    struct pair", Files.readString(said));
    assertTrue(TrackedBlocks.of(MemoryMap.now()).isEmpty());
  }

  /** Programs that nobody wrote for it behave as ever. */
  @Test
  void otherPrograms() throws Exception {
    assertEquals(3, run("sh", "-c", "exit 3").exitCode());
    assertEquals(0, run("ls", "-R", "/etc/alternatives", "--hide=*").exitCode());
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assertEquals(0, run(java, "--list-modules").exitCode());
  }
}
