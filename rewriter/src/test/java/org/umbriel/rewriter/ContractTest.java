package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.VerdictSource;

/** Declared contracts, where methods are entered from outside. */
class ContractTest {
  private static final String PROGRAM =
      """
      package p;
      public class Main {
        Object kept;
        public Main(long first, Object value) { kept = value; }
        public static void api(String s) { System.out.println("in api"); inside(s); }
        private static void inside(String s) { System.out.println("inside " + s); }
        protected void loop(int n, Object o) {
          do { o = null; n--; } while (n > 0);
          System.out.println("looped");
        }
        public static void main(String[] args) {
          run(() -> api("x"));
          run(() -> api(null));
          run(() -> new Main(1, null));
          run(() -> new Main(1, "").loop(2, ""));
          run(() -> new Main(1, "").loop(2, null));
        }
        static void run(Runnable test) {
          try { test.run(); }
          catch (NullPointerException e) {
            System.out.println(e.getMessage() + " " + e.getStackTrace()[0].getMethodName());
          }
        }
      }
      """;
  private static final String API = "parameter \"s\" of p.Main.api(java.lang.String) is null";
  private static final MethodReference INSIDE_METHOD = method("inside", "(Ljava/lang/String;)V");

  @TempDir private Path folder;
  private Jars jars;
  private Path jar;

  @BeforeEach
  void compile() throws IOException {
    jars = new Jars(folder);
    jar = jars.compile("app.jar", List.of(), PROGRAM);
  }

  private static MethodReference method(String name, String descriptor) {
    return new MethodReference("p/Main", name, descriptor);
  }

  private static List<Contract> contracts(Contract.Origin origin) {
    return List.of(
        Contract.nonNull(method("api", "(Ljava/lang/String;)V"), 0, "s", origin),
        Contract.nonNull(INSIDE_METHOD, 0, "s", origin),
        Contract.nonNull(method("<init>", "(JLjava/lang/Object;)V"), 1, "value", origin),
        Contract.nonNull(method("loop", "(ILjava/lang/Object;)V"), 1, "o", origin));
  }

  private static final VerdictSource NOTHING_PROVEN = unit -> List.of();

  private String run(RewriteOptions options) throws IOException {
    return Jars.run("p.Main", jars.rewrite(jar, options));
  }

  private static RewriteOptions declared(VerdictSource verdicts) throws IOException {
    return Jars.options().withContracts(contracts(Contract.Origin.DECLARED), verdicts);
  }

  @Test
  void nullIsRefusedBeforeAnythingElseHappens() throws Exception {
    String and = ", and must not be ";
    assertEquals(
        List.of(
            "in api",
            "inside x",
            API + and + "api",
            "parameter \"value\" of p.Main.<init>(long, java.lang.Object) is null" + and + "<init>",
            "looped",
            "looped"),
        run(declared(NOTHING_PROVEN)).lines().toList());
  }

  @Test
  void everyJdkVerifiesIt() throws Exception {
    Path slim = jars.rewrite(jar, declared(NOTHING_PROVEN).withExplanations(NOTHING_PROVEN));
    for (Path home : Jdks.homes().values()) {
      List<String> options = List.of("-Xverify:all", "-XX:-PrintWarnings", "-cp", slim.toString());
      String printed =
          Jars.fork(home, options, "p.Main")
              .lines()
              .filter(l -> !l.contains("warning:"))
              .collect(Collectors.joining("\n"));
      assertEquals(6, printed.lines().count(), printed);
    }
  }

  @Test
  void inferredContractsAreNotEnforced() throws Exception {
    RewriteOptions options =
        Jars.options().withContracts(contracts(Contract.Origin.DEFAULT), NOTHING_PROVEN);
    assertEquals(Jars.run("p.Main", jar), run(options));
  }
}
