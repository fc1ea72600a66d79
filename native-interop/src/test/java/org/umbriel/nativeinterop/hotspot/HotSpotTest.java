package org.umbriel.nativeinterop.hotspot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfWriter;
import org.umbriel.metadata.testing.Tool;
import org.umbriel.nativeinterop.hotspot.CompiledMethod.InlinedCall;

class HotSpotTest {
  @TempDir private static Path folder;

  /**
   * What HotSpot itself says: identity, level, state, name, {@code [header, start - end]}. It holds
   * a lock of this VM's while it writes, so a file takes what it writes.
   */
  private static Set<String> codeList(long pid) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Path said = Files.createTempFile(folder, "code", ".txt");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Compiler.codelist")
            .redirectOutput(said.toFile())
            .start();
    assertEquals(0, process.waitFor());
    try (Stream<String> lines = Files.lines(said)) {
      return lines.filter(line -> line.matches("\\d+ \\d 0 .*")).collect(Collectors.toSet());
    }
  }

  private static String line(CompiledMethod method) {
    return "%d %d 0 %s [0x%016x, 0x%016x - 0x%016x]"
        .formatted(
            method.compileId(),
            method.level(),
            method.method(),
            method.address(),
            method.start(),
            method.end());
  }

  /** What stands in both of two lists stood in the middle, too. */
  private static void compareWithCodeList(long pid) throws Exception {
    Set<String> before = codeList(pid);
    Set<String> ours = new HashSet<>();
    try (HotSpot vm = HotSpot.open(pid)) {
      vm.compiledMethods().forEach(method -> ours.add(line(method)));
    }
    Set<String> stable = new HashSet<>(codeList(pid));
    stable.retainAll(before);
    Set<String> missing = new HashSet<>(stable);
    missing.removeAll(ours);
    assertFalse(stable.isEmpty(), "jcmd lists nothing");
    assertEquals(Set.of(), missing);
  }

  @Test
  void compiledMethodsAreThoseOfJcmd() throws Exception {
    compareWithCodeList(ProcessHandle.current().pid());
  }

  /** Another process, with little memory and no compressed references. */
  @Test
  void anotherProcess() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Other.java"),
            """
            class Other {
              byte small; long large; Object reference;
              public static void main(String[] args) throws Exception {
                new Other();
                int sum = 0;
                for (int i = 0; i < 200_000; i++) sum += Integer.toString(i).hashCode();
                System.out.println("ready " + sum);
                System.in.read();
              }
            }
            """);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(java.toString(), "-XX:-UseCompressedOops", source.toString()).start();
    try {
      new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
      compareWithCodeList(process.pid());
      try (HotSpot vm = HotSpot.open(process.pid())) {
        assertFalse(vm.hasCompressedReferences());
        JavaType other =
            vm.types().stream()
                .filter(type -> type.name().equals("Other"))
                .findFirst()
                .orElseThrow();
        assertEquals(
            List.of("small B", "large J", "reference Ljava/lang/Object;"),
            other.fields().stream().map(f -> f.name() + " " + f.descriptor()).toList());
        assertEquals(3, other.fields().stream().map(JavaType.Field::offset).distinct().count());
      }
    } finally {
      process.destroy();
    }
  }

  /** Fields of the JDK's own classes lie where Unsafe says. */
  @Test
  void fieldsLieWhereUnsafeSays() throws Exception {
    Class<?> unsafeClass = Class.forName("sun.misc.Unsafe");
    Field instance = unsafeClass.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    Object unsafe = instance.get(null);
    Method objectFieldOffset = unsafeClass.getMethod("objectFieldOffset", Field.class);
    Map<String, JavaType> types = new HashMap<>();
    try (HotSpot vm = HotSpot.ofThisProcess()) {
      vm.types().forEach(type -> types.put(type.name(), type));
    }
    int compared = 0;
    for (Class<?> each :
        List.of(
            String.class,
            java.util.HashMap.class,
            java.util.ArrayList.class,
            java.util.concurrent.ConcurrentHashMap.class,
            java.math.BigInteger.class,
            java.util.Random.class,
            StringBuilder.class,
            Integer.class,
            Long.class)) {
      JavaType described = types.get(each.getName());
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          Object expected = objectFieldOffset.invoke(unsafe, field);
          JavaType.Field ours =
              described.fields().stream()
                  .filter(f -> f.name().equals(field.getName()))
                  .findFirst()
                  .orElseThrow();
          assertEquals(((Long) expected).intValue(), ours.offset(), field::toString);
          assertFalse(ours.isStatic());
          compared++;
        }
      }
      Set<String> names =
          described.fields().stream().map(JavaType.Field::name).collect(Collectors.toSet());
      for (Field field : each.getDeclaredFields()) {
        assertTrue(names.contains(field.getName()), field::toString);
      }
    }
    assertTrue(compared > 10);
  }

  @Test
  void inlinedCallsNest() {
    try (HotSpot vm = HotSpot.ofThisProcess()) {
      List<CompiledMethod> methods = vm.compiledMethods();
      assertTrue(methods.stream().anyMatch(method -> !method.inlined().isEmpty()));
      for (CompiledMethod method : methods) {
        for (InlinedCall call : method.inlined()) {
          assertInside(call, method.start(), method.end());
        }
      }
      assertTrue(vm.stubs().stream().anyMatch(stub -> stub.name().equals("Interpreter")));
    }
  }

  private static void assertInside(InlinedCall call, long start, long end) {
    assertTrue(call.start() >= start && call.end() <= end, call::toString);
    assertTrue(call.bytecodeIndex() >= -1, call::toString);
    call.inlined().forEach(inner -> assertInside(inner, call.start(), call.end()));
  }

  @Test
  void descriptionIsValid() throws Exception {
    try (HotSpot vm = HotSpot.ofThisProcess()) {
      Path file = folder.resolve("vm.debug");
      var sections = DwarfWriter.write(new HotSpotDescriber(vm).describe());
      Files.write(file, ElfWriter.write(new ElfFile(java.util.Optional.empty(), sections)));
      String said = Tool.find("llvm-dwarfdump").run("--verify", file);
      assertTrue(said.contains("No errors."), said);
    }
  }

  @Test
  void processesThatAreNone() throws Exception {
    assertThrows(HotSpotException.class, () -> HotSpot.open(Integer.MAX_VALUE));
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      HotSpotException refused =
          assertThrows(HotSpotException.class, () -> HotSpot.open(process.pid()));
      assertEquals("process " + process.pid() + " is no HotSpot", refused.getMessage());
    } finally {
      process.destroy();
    }
  }
}
