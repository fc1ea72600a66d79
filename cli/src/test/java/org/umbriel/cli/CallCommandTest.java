package org.umbriel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.testing.Tool;

class CallCommandTest {
  private static final String SOURCE =
      """
      #include <stdlib.h>
      #include <string.h>
      enum colour { RED, GREEN };
      struct point { int x; int y; };
      int add(int a, int b) { return a + b; }
      struct point flip(struct point p) { struct point r = { p.y, p.x }; return r; }
      enum colour other(enum colour c) { return !c; }
      const char *skip(const char *s, int n) { return s + n; }
      int crash(int *p) { return *p; }
      void leave(int code) { exit(code); }
      int apply(int (*f)(int, int), int x) { return f(x, x); }
      """;

  @TempDir static Path folder;
  private static Path library;

  @BeforeAll
  static void compile() throws Exception {
    library = folder.resolve("libtry.so");
    Path source = Files.writeString(folder.resolve("try.c"), SOURCE);
    Tool.find("gcc").run("-g", "-shared", "-fPIC", "-o", library, source);
  }

  /** The exit code, what was printed, and what was complained about. */
  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] line = new String[arguments.length + 1];
    line[0] = "call";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    int code = Umbriel.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
    return code + " " + out + err.toString().replace(folder + "/", "");
  }

  private static String call(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = library.toString();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return run(all);
  }

  @Test
  void printsAsGdbDoes() {
    assertEquals("0 5\n", call("add", "-1", "6"));
    assertEquals("0 {x = 2, y = 0}\n", call("flip", "{.y = 2}"));
    assertEquals("0 GREEN\n", call("other", "RED"));
    assertEquals("0 \"llo\"\n", call("skip", "hello", "2"));
    assertEquals("0 6\n", call("apply", "add", "3"));
    assertEquals("0 3\n", run("libc.so.6", "int abs(int)", "-3"));
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals(
        "2 umbriel: libtry.so: add: parameter 2, b (int): 'x' is no integer\n",
        call("add", "1", "x"));
    assertEquals(
        "2 umbriel: libtry.so: add: 1 arguments, it takes 2; parameter 2 is b (int)\n",
        call("add", "1"));
    assertEquals("2 umbriel: libtry.so: no function ad; did you mean add?\n", call("ad"));
    assertEquals("2 umbriel: none.so: no such file\n", run(folder + "/none.so", "f"));
    assertEquals(
        "2 umbriel: libc.so.6: 'int abs(': a type is expected\n", run("libc.so.6", "int abs("));
  }

  @Test
  void outlivesTheCall() {
    assertEquals(
        "3 umbriel: libtry.so: crash: crashed with SIGSEGV in [libtry.so+0x114d]  crash+0xc\n",
        call("crash", "NULL")
            .replaceAll("\\+0x\\p{XDigit}+\\]", "+0x114d]")
            .replaceAll("crash\\+0x\\p{XDigit}+", "crash+0xc"));
    assertEquals(
        "3 umbriel: libtry.so: leave: ended its process with exit code 7\n", call("leave", "7"));
  }

  private static String library(String name, String source) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".c"), source);
    Path built = folder.resolve("lib" + name + ".so");
    Tool.find("gcc").run("-shared", "-fPIC", "-w", "-o", built, file);
    return built.toString();
  }

  @Test
  void librariesThatCannotBeLoaded() throws Exception {
    Path junk = Files.writeString(folder.resolve("libjunk.so"), "junk");
    assertEquals(
        "2 umbriel: libjunk.so: ELF header at 0x0: not an ELF file\n", run(junk + "", "f"));
    assertEquals("2 umbriel: libdir.so: not a file\n", run(folder("libdir.so"), "f"));
    String lacking = library("lacking", "int g(void); int f(void) { return g(); }");
    assertEquals("2 umbriel: liblacking.so: undefined symbol: g\n", run(lacking, "f"));
    assertEquals(
        "2 umbriel: libnone.so: cannot open shared object file: No such file or directory\n",
        run("libnone.so", "f"));
  }

  private static String folder(String name) throws Exception {
    return Files.createDirectory(folder.resolve(name)).toString();
  }

  /** They run in the helper, before anything is called. */
  @Test
  void initialisersThatCrash() throws Exception {
    String start = "__attribute__((constructor)) static void init(void) ";
    String crashing = library("crashing", start + "{ *(volatile int *) 0 = 1; }");
    assertEquals(
        "3 umbriel: libcrashing.so: f: crashed with SIGSEGV in libcrashing.so, init\n",
        run(crashing, "f").replaceAll("\\[(lib.*)\\+0x.*\\]  (.*)\\+0x\\w+", "$1, $2"));
    String leaving = library("leaving", "void _exit(int); " + start + "{ _exit(5); }");
    assertEquals(
        "3 umbriel: libleaving.so: f: ended its process with exit code 5\n", run(leaving, "f"));
  }

  @Test
  void pointersThatLeadNowhere() {
    assertEquals("0 0x0\n", call("skip", "NULL", "0"));
    assertEquals("0 0x10 <nothing there>\n", call("skip", "NULL", "16"));
  }
}
