package org.umbriel.nativeinterop.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.entrypoint.Entrypoints;
import org.umbriel.nativeinterop.testing.CompiledLibrary;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.NativePointer;

/** Addresses whose answer is known. */
class AddressSpaceTest {
  private static final String SOURCE =
      """
      #include <stdlib.h>
      struct point { int x, y; } origin = { 1, 2 };
      static long zeroed[400];
      static const char name[] = "name";
      long *zeroes(void) { return zeroed; }
      const char *constant(void) { return name; }
      void *block(long n) { return malloc(n); }
      void on_stack(void (*f)(int *)) { int here = 5; f(&here); }
      """;

  static long twice(long n) {
    return 2 * n;
  }

  @Test
  void knownAddresses(@TempDir Path folder) throws Exception {
    NativeLibrary library =
        NativeLibrary.open(CompiledLibrary.compile(folder, "known", SOURCE, "-g").toString());
    NativePointer origin = library.variable("origin");
    NativePointer zeroes = library.function("zeroes").call().toPointer();
    NativeFunction block = library.function("block");
    NativePointer constant = library.function("constant").call().toPointer();
    List<String> onStack = new ArrayList<>();
    Callback look = p -> onStack.add(AddressSpace.now().describe(p.get(0).toPointer()).toString());
    library.function("on_stack").call(look);
    Entrypoints twice =
        Entrypoints.publish("twice", AddressSpaceTest.class.getDeclaredMethod("twice", long.class));

    AddressSpace space = AddressSpace.now();
    assertEquals("variable struct point origin of libknown.so", text(space, origin));
    assertEquals("variable struct point origin+4 of libknown.so", text(space, origin.member("y")));
    assertEquals("variable long int[400] zeroed+80 of libknown.so", text(space, zeroes.plus(10)));
    assertEquals("variable char[5] name of libknown.so", text(space, constant));
    assertEquals("code of block in libknown.so", text(space, block.pointer()));
    assertTrue(onStack.get(0).startsWith("stack of thread "), onStack::toString);
    String published = text(space, twice.pointer("twice"));
    assertTrue(published.startsWith("code of twice in memfd:java-twice"), published);
    assertEquals("nothing", text(space, NativePointer.of(1L << 45)));
    assertEquals("nothing", text(space, NativePointer.NULL));
  }

  @Test
  void blocksOfMallocLargeOnesSideBySide(@TempDir Path folder) throws Exception {
    NativeLibrary library =
        NativeLibrary.open(CompiledLibrary.compile(folder, "blocks", SOURCE, "-g").toString());
    Random random = new Random(1);
    List<NativePointer> blocks = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int size = i % 2 == 1 ? 200_000 + random.nextInt(1 << 20) : 1 + random.nextInt(4000);
      blocks.add(library.function("block").call(size).toPointer());
      sizes.add(size);
    }
    AddressSpace space = AddressSpace.now();
    for (int i = 0; i < blocks.size(); i++) {
      long offset = random.nextInt(sizes.get(i));
      Described described = space.describe(blocks.get(i).address() + offset);
      assertTrue(described instanceof Described.Block, described + ", size " + sizes.get(i));
      Described.Block block = (Described.Block) described;
      assertEquals(blocks.get(i).address(), block.start());
      assertEquals(offset, block.offset());
      assertTrue(
          block.size() >= sizes.get(i) && block.size() < sizes.get(i) + 5000, block::toString);
    }
  }

  private static String text(AddressSpace space, NativePointer pointer) {
    return space.describe(pointer).toString();
  }
}
