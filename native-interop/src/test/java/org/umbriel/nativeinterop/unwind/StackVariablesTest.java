package org.umbriel.nativeinterop.unwind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbriel.nativeinterop.address.AddressSpace;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.testing.CompiledLibrary;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/** What C says of its own variables' addresses against what is found out about them. */
class StackVariablesTest {
  private static final String SOURCE =
      """
      struct point { int x, y; double z; };
      typedef void look(const char *expected, const void *address);
      static void __attribute__((noinline)) inner(look *f, int depth, const struct point *outer) {
        struct point here = { depth, 2, 3 };
        long table[4] = { 1, 2, 3, depth };
        f("variable struct point here of inner in libstack.so", &here);
        f("variable struct point here+8 of inner in libstack.so", &here.z);
        f("variable long int[4] table+16 of inner in libstack.so", &table[2]);
        if (depth > 0) {
          volatile char mark[3] = "ab";
          f("variable char[3] mark+1 of inner in libstack.so", (void *) &mark[1]);
          inner(f, depth - 1, &here);
        }
        f("variable struct point there+4 of walk in libstack.so", &outer->y);
        f("", &table[3]);
      }
      static inline int __attribute__((always_inline)) within(look *f, int n) {
        int copy[2] = { n, n };
        f("variable int[2] copy+4 of within in libstack.so", &copy[1]);
        return copy[1];
      }
      int walk(look *f, int depth) {
        struct point there = { 7, 8, 9 };
        inner(f, depth, &there);
        return there.x + within(f, depth);
      }
      int twice(look *f, int (*again)(int)) {
        int mine = 4;
        f("variable int mine of twice in libstack.so", &mine);
        again((int) 1);
        f("variable int mine of twice in libstack.so", &mine);
        return mine;
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O1", "-O2 -fomit-frame-pointer", "-O2 -fno-omit-frame-pointer"})
  void variablesOfCallers(String options, @TempDir Path folder) throws Exception {
    String[] all = ("-g " + options).split(" ");
    NativeLibrary library =
        NativeLibrary.open(CompiledLibrary.compile(folder, "stack", SOURCE, all).toString());
    List<String> wrong = new ArrayList<>();
    List<NativePointer> seen = new ArrayList<>();
    Callback look = arguments -> look(arguments, wrong, seen);
    library.function("walk").call(look, 0);
    NativeFunction walk = library.function("walk");
    library.function("twice").call(look, (Callback) p -> walk.call(look, 0));
    assertEquals(14, seen.size());
    assertEquals("", wrong.stream().collect(Collectors.joining("\n")));
  }

  private static Object look(List<Value> arguments, List<String> wrong, List<NativePointer> seen) {
    String expected = arguments.get(0).toText();
    NativePointer pointer = arguments.get(1).toPointer();
    String said = AddressSpace.now().describe(pointer).toString();
    seen.add(pointer);
    if (!expected.isEmpty() && !said.equals(expected)) {
      wrong.add(expected + " != " + said);
    }
    return 0;
  }

  private static final String WAITING =
      """
      #include <unistd.h>
      struct point { int x, y; double z; };
      int ends[2];
      double *volatile place;
      int prepare(void) { return pipe(ends); }
      long go(void) { return write(ends[1], "x", 1); }
      static int __attribute__((noinline)) wait_for(struct point *outer) {
        char got[4];
        read(ends[0], got, 1);
        return outer->x + got[0];
      }
      int hold(int n) {
        struct point here = { n, 2, 3 };
        place = &here.z;
        return wait_for(&here) + here.x;
      }
      """;

  /** Of a thread that waits the kernel tells where its stack ends, and where it was. */
  @Test
  void variablesOfOtherThreadsThatWait(@TempDir Path folder) throws Exception {
    String[] options = {"-g", "-O1", "-fomit-frame-pointer"};
    Path built = CompiledLibrary.compile(folder, "waiting", WAITING, options);
    NativeLibrary library = NativeLibrary.open(built.toString());
    assertEquals(0, library.function("prepare").call().toInt());
    NativeFunction hold = library.function("hold");
    AtomicInteger result = new AtomicInteger();
    Thread thread = new Thread(() -> result.set(hold.call(1).toInt()));
    thread.start();
    NativePointer place = library.variable("place");
    String expected = "variable struct point here+8 of hold in libwaiting.so";
    String said = "";
    while (thread.isAlive() && !said.equals(expected)) {
      NativePointer local = place.read().toPointer();
      said = local.isNull() ? "" : AddressSpace.now().describe(local).toString();
      if (result.get() == 0 && said.startsWith("variable") && !said.equals(expected)) {
        break;
      }
    }
    library.function("go").call();
    thread.join();
    assertEquals(expected, said);
    assertEquals(2 + 'x', result.get());
  }
}
