package org.umbriel.nativeinterop.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.load.LibraryException;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.value.Callback;

/** The C library, whether or not its DWARF is installed: functions are declared. */
class SystemLibraryTest {
  private final NativeLibrary libc = NativeLibrary.open("libc.so.6");

  @Test
  void declaredFunctions() {
    assertEquals("5", libc.declare("size_t strlen(const char *s)").call("hello").toString());
    assertEquals(
        "llo", libc.declare("char *strchr(const char *s, int c)").call("hello", 'l').toText());
    assertEquals(
        "{quot = 3, rem = 1}",
        libc.declare("struct {int quot; int rem;} div(int, int)").call(10, 3).toString());
    byte[] text = new byte[20];
    libc.declare("int snprintf(char *, size_t, const char *, ...)")
        .call(text, 20, "%d %.2f %s", 1, 2.5, "x");
    assertEquals("1 2.50 x", new String(text, 0, 8));
  }

  @Test
  void callbacksOfTheLibrary() {
    int[] numbers = {3, 1, 2};
    Callback compare =
        p ->
            p.get(0).toPointer().to(IntegerType.INT).read().toInt()
                - p.get(1).toPointer().to(IntegerType.INT).read().toInt();
    libc.declare("void qsort(void *, size_t, size_t, int (*)(const void *, const void *))")
        .call(numbers, 3, 4, compare);
    assertArrayEquals(new int[] {1, 2, 3}, numbers);
  }

  @Test
  void errno() {
    CallResult result =
        libc.declare("int open(const char *, int, ...)").callWithErrno("/no/such", 0);
    assertEquals(-1, result.value().toInt());
    assertEquals(2, result.errno());
  }

  @Test
  void declarationsThatAreNone() {
    for (String declaration :
        List.of(
            "",
            "int",
            "int f",
            "foo f(int)",
            "int f(int",
            "int f(int))",
            "int 5(int)",
            "int f(x y)",
            "struct {int x:99;} f(int)",
            "int f(int[999999999])",
            "int (f",
            "#",
            "int f(long short)")) {
      assertThrows(NativeException.class, () -> libc.declare(declaration), declaration);
    }
    assertThrows(NativeException.class, () -> libc.declare("(".repeat(100_000)));
    assertThrows(NativeException.class, () -> libc.declare("int f" + "(int a".repeat(10_000)));
  }

  @Test
  void objectsThatAreNone(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("libtext.so"), "INPUT(libc.so.6)\n".repeat(9));
    Path big = folder.resolve("libbig.so");
    byte[] bytes = Files.readAllBytes(libc.loaded().file());
    Files.write(folder.resolve("libcut.so"), Arrays.copyOf(bytes, 100_000));
    bytes[5] = 2;
    Files.write(big, bytes);
    bytes[5] = 1;
    bytes[4] = 1;
    Files.write(folder.resolve("libsmall.so"), bytes);
    for (String name : List.of("libtext.so", "libbig.so", "libcut.so", "libsmall.so")) {
      var thrown =
          assertThrows(
              LibraryException.class, () -> NativeLibrary.open(folder.resolve(name).toString()));
      assertTrue(thrown.getMessage().matches(".*/" + name + ": .* at 0x[0-9a-f]+: .*"));
    }
  }
}
