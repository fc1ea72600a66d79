package org.umbriel.nativeinterop.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.entrypoint.Entrypoints;
import org.umbriel.nativeinterop.hotspot.CompiledMethod;
import org.umbriel.nativeinterop.hotspot.HotSpot;
import org.umbriel.nativeinterop.hotspot.Stub;
import org.umbriel.nativeinterop.machine.GlobalReferences;
import org.umbriel.nativeinterop.memory.RawMemory;
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
    assertEquals(List.of("variable int here of on_stack in libknown.so"), onStack);
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

  /** An object as global handles of JNI see it: the collector keeps them right. */
  @Test
  void objectsOfTheHeap() {
    assertObject(new long[100], 16 + 8 * 50, "object of long[], at 416");
    assertObject("some text", 0, "object of java.lang.String");
    assertObject(new Point(1, 2), 12, "object of " + Point.class.getName() + ", at 12, x");
    assertObject(new Point[3], 0, "object of " + Point.class.getName() + "[]");
    assertObject(Point.class, 0, "object of java.lang.Class");
  }

  /** Larger than what is looked at before an address; other collectors do not tell them apart. */
  @Test
  void largeObjectsOfG1() {
    boolean isG1 =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .anyMatch(each -> each.getName().startsWith("G1 "));
    Assumptions.assumeTrue(isG1);
    assertObject(new byte[9_000_000], 8_000_000, "object of byte[], at 8000000");
  }

  /** A collector whose references are no plain addresses. */
  @Test
  void objectsOfZgc() throws Exception {
    assertEquals(
        List.of(
            "object of java.lang.String",
            "object of long[]",
            "object of java.util.ImmutableCollections$List12"),
        run("-cp", System.getProperty("java.class.path"), DescribesObjects.class.getName()));
  }

  private static List<String> run(String... arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> zgc = List.of(java, "-XX:+UseZGC", "-Xmx128m");
    List<String> probe = new ArrayList<>(zgc);
    probe.add("-version");
    Process probed = new ProcessBuilder(probe).redirectErrorStream(true).start();
    probed.getInputStream().readAllBytes();
    Assumptions.assumeTrue(probed.waitFor() == 0, "no ZGC here");
    List<String> command = new ArrayList<>(zgc);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines = process.inputReader().lines().toList();
    assertEquals(0, process.waitFor());
    return lines;
  }

  private record Point(int x, int y) {}

  /** Objects move; so what was found counts only if the object is still there afterwards. */
  private static void assertObject(Object object, int offset, String expected) {
    long reference = GlobalReferences.add(object);
    long handle = reference & -8;
    for (int i = 0; i < 100; i++) {
      long address = RawMemory.getLong(handle);
      String said = AddressSpace.now().describe(address + offset).toString();
      if (RawMemory.getLong(handle) == address) {
        assertEquals(expected, said);
        assertSame(object, GlobalReferences.get(reference));
        GlobalReferences.remove(reference);
        return;
      }
    }
    throw new AssertionError("the collector moves it all the time");
  }

  @Test
  void codeOfTheJvm() {
    try (HotSpot vm = HotSpot.ofThisProcess()) {
      Stub interpreter =
          vm.stubs().stream().filter(s -> s.name().equals("Interpreter")).findFirst().orElseThrow();
      AddressSpace space = AddressSpace.now();
      assertEquals(
          "code that the JVM made, Interpreter", space.describe(interpreter.start()).toString());
      boolean found = false;
      for (CompiledMethod method : vm.compiledMethods()) {
        String said = space.describe(method.start() + 1).toString();
        found |= said.startsWith("code of " + method.method() + "+1, compiled, C");
        if (found) {
          break;
        }
      }
      assertTrue(found);
    }
  }

  private static String text(AddressSpace space, NativePointer pointer) {
    return space.describe(pointer).toString();
  }
}
