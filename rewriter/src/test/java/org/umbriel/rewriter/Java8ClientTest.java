package org.umbriel.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.VerdictSource;

/**
 * What a Java 8 client gets names nothing that Java 8 has not, and is of its class file version:
 * the program's own code, checks of every kind, companions and the runtime. The compiler's record
 * of that release's API is the judge.
 */
class Java8ClientTest {
  private static final String LIBRARY =
      """
      package lib;
      public class Base { public int field; public int size() { return 1; } }
      """;
  private static final String PROGRAM =
      """
      package p;
      public class Main extends lib.Base {
        static int sum(int[] a, int from) {
          int sum = 0;
          for (int i = from; i < a.length; i++) { sum += a[i] / (i + 1); }
          assert sum >= 0 : "sum " + sum;
          return sum;
        }
        public static String name(Object o) { return ((String) o).trim(); }
        public static void main(String[] args) {
          lib.Base base = args.length > 5 ? new lib.Base() : new Main();
          Object[] all = new String[args.length + 1];
          all[0] = "x" + base.size() + base.field;
          Runnable r = () -> System.out.println(all[0] + name(" y ") + sum(new int[] {1, 2}, 0));
          r.run();
        }
      }
      """;

  @TempDir private Path folder;

  /** What release 8 has, by class: its members, those that it inherits among them. */
  private static final class Java8 {
    private final Elements elements;
    private final Types types;
    private final Map<String, Set<String>> members = new HashMap<>();

    Java8() throws IOException {
      JavaFileObject nothing =
          new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
              return "class A {}";
            }
          };
      JavacTask task =
          (JavacTask)
              ToolProvider.getSystemJavaCompiler()
                  .getTask(
                      null,
                      null,
                      null,
                      List.of("--release", "8", "-Xlint:-options"),
                      null,
                      List.of(nothing));
      task.analyze();
      elements = task.getElements();
      types = task.getTypes();
    }

    boolean has(String owner) {
      return !membersOf(owner).isEmpty();
    }

    boolean has(String owner, String name, String descriptor) {
      return membersOf(owner).contains(name + descriptor);
    }

    private Set<String> membersOf(String owner) {
      return members.computeIfAbsent(owner, this::read);
    }

    private Set<String> read(String owner) {
      TypeElement type = elements.getTypeElement(owner.replace('/', '.').replace('$', '.'));
      return type == null
          ? Set.of()
          : elements.getAllMembers(type).stream().map(this::text).collect(Collectors.toSet());
    }

    private String text(Element member) {
      String name = member.getSimpleName().toString();
      if (!(member instanceof ExecutableElement method)) {
        return name + descriptor(member.asType());
      }
      return name
          + method.getParameters().stream()
              .map(p -> descriptor(p.asType()))
              .collect(Collectors.joining("", "(", ")"))
          + descriptor(method.getReturnType());
    }

    private String descriptor(TypeMirror type) {
      TypeMirror erased = types.erasure(type);
      return switch (erased.getKind()) {
        case BOOLEAN -> "Z";
        case BYTE -> "B";
        case CHAR -> "C";
        case SHORT -> "S";
        case INT -> "I";
        case LONG -> "J";
        case FLOAT -> "F";
        case DOUBLE -> "D";
        case VOID -> "V";
        case ARRAY -> "[" + descriptor(((ArrayType) erased).getComponentType());
        default -> {
          TypeElement element = (TypeElement) ((DeclaredType) erased).asElement();
          yield "L" + elements.getBinaryName(element).toString().replace('.', '/') + ";";
        }
      };
    }
  }

  /** Names what a class refers to and Java 8 has not. */
  private static Set<String> missing(byte[] file, Java8 java8) {
    Set<String> missing = new TreeSet<>();
    MethodVisitor code =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitTypeInsn(int opcode, String type) {
            if (type.startsWith("java/") && !java8.has(type)) {
              missing.add(type);
            }
          }

          @Override
          public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            member(owner, name, descriptor);
          }

          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String descriptor, boolean isInterface) {
            member(owner, name, descriptor);
          }

          private void member(String owner, String name, String descriptor) {
            if (owner.startsWith("java/") && !java8.has(owner, name, descriptor)) {
              missing.add(owner + "." + name + descriptor);
            }
          }
        };
    new ClassReader(file)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String sign, String[] thrown) {
                return code;
              }
            },
            0);
    return missing;
  }

  private static int version(byte[] file) {
    return new ClassReader(file).readUnsignedShort(6);
  }

  @Test
  void whatIsInsertedIsOfRelease8() throws Exception {
    assumeTrue(
        ToolProvider.getSystemJavaCompiler().getSourceVersions().contains(SourceVersion.RELEASE_8));
    Java8 java8 = new Java8();
    assertTrue(java8.has("java/lang/String", "trim", "()Ljava/lang/String;"));
    assertTrue(!java8.has("java/lang/String", "strip", "()Ljava/lang/String;"), "that is of 11");
    Jars jars = new Jars(folder);
    Path library = jars.compile("lib.jar", List.of(), LIBRARY);
    Path jar = jars.compile("app.jar", List.of(library), PROGRAM);
    VerdictSource nothingProven = unit -> List.of();
    MethodReference name =
        new MethodReference("p/Main", "name", "(Ljava/lang/Object;)Ljava/lang/String;");
    List<Contract> contracts = List.of(Contract.nonNull(name, 0, "o", Contract.Origin.DECLARED));
    Path rewritten =
        jars.rewrite(
            jar,
            Jars.options()
                .withAssertions(nothingProven)
                .withExplanations(nothingProven)
                .withContracts(contracts, nothingProven)
                .withAllChecks());
    Set<String> kinds = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    for (Entry entry : Jars.open(rewritten).entries()) {
      if (entry.isClass()) {
        assertTrue(version(entry.content()) <= Opcodes.V1_8, entry.path());
        missing.addAll(missing(entry.content(), java8));
        kinds.add(entry.path().substring(entry.path().lastIndexOf('/') + 1));
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(kinds.containsAll(Set.of("Link.class", "Explain.class", "Main.class")), "" + kinds);
    assertEquals("x10y2\n", Jars.run("p.Main", rewritten, library));
  }
}
