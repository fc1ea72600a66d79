package org.umbriel.rewriter.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.TraceClassVisitor;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.verify.Verifier;
import org.umbriel.metadata.verify.format.JvmRules;
import org.umbriel.metadata.verify.type.Hierarchy;
import org.umbriel.rewriter.pipeline.Edit;
import org.umbriel.rewriter.pipeline.Edits;

/** What is patched reads like what is taken apart and put together again. */
class ClassPatcherTest {
  private static final MethodReference CHECK = new MethodReference("s/Link", "check", "(I)V");
  private static final MethodReference EXPLAIN =
      new MethodReference(
          "s/Link", "explain", "(Ljava/lang/LinkageError;)Ljava/lang/LinkageError;");

  /** Switches, loops from the first instruction on, long methods, objects under construction. */
  private static final List<String> SUBJECTS =
      List.of(
          "java/util/HashMap",
          "java/util/TreeMap",
          "java/util/Formatter",
          "java/util/Formatter$FormatSpecifier",
          "java/util/regex/Pattern",
          "java/util/concurrent/ConcurrentHashMap",
          "java/util/concurrent/ForkJoinPool",
          "java/util/stream/Collectors",
          "java/util/zip/ZipFile",
          "java/lang/String",
          "java/lang/Character",
          "java/lang/invoke/LambdaForm",
          "java/math/BigDecimal",
          "java/math/BigInteger",
          "java/time/format/DateTimeFormatterBuilder",
          "java/text/SimpleDateFormat");

  @Test
  void readsLikeWhatIsRebuilt() throws Exception {
    ClassSource jdk = PlatformClasses.running();
    Verifier verifier = new Verifier(new Hierarchy(jdk), JvmRules.NEWEST);
    int patched = 0;
    for (String name : SUBJECTS) {
      ClassUnit unit = ClassDecoder.outline(jdk.find(name).orElseThrow());
      for (int number : new int[] {3, 300, 70_000}) {
        for (int method = 0; method < unit.methods().size(); method++) {
          Edits edits = edits(unit, unit.methods().get(method), number);
          Optional<ClassEditor.Edited> edited = ClassPatcher.apply(unit, edits);
          if (edited.isPresent() && !edits.isEmpty()) {
            patched++;
            byte[] bytes = edited.get().bytes();
            assertEquals(text(ClassEditor.rebuilt(unit, edits).bytes()), text(bytes), name);
            String verdict = verifier.verify(new ClassFile(name + ".class", bytes)).toString();
            assertTrue(verdict.startsWith(name), verdict);
          }
        }
      }
    }
    assertTrue(patched > 2_000, patched + " methods were patched");
  }

  /** A check at the start and a handler for the second half. */
  private static Edits edits(ClassUnit unit, MethodCode method, int number) {
    if (!method.hasCode() || method.size() < 2) {
      return Edits.NONE;
    }
    List<Edit> edits = new ArrayList<>();
    edits.add(
        new Edit.InsertBefore(
            method.reference(), 0, List.of(Instruction.PushConstant.number(number), call(CHECK))));
    if (!method.isConstructor()) {
      // what is inserted before a new is not covered with it when it is rebuilt
      int early = method.instruction(0) instanceof Instruction.New ? 1 : 0;
      edits.add(
          new Edit.Wrap(
              method.reference(),
              number % 2 == 0 ? method.size() / 2 : early,
              method.size(),
              "java/lang/LinkageError",
              List.of(call(EXPLAIN), new Instruction.Throw())));
    }
    return new Edits(edits);
  }

  private static Instruction call(MethodReference method) {
    return new Instruction.Invoke(Opcode.INVOKESTATIC, method, false);
  }

  /** Without what pads for switches, and without the depth of the stack, which one adds up. */
  private static String text(byte[] bytes) {
    StringWriter text = new StringWriter();
    new ClassReader(bytes)
        .accept(new TraceClassVisitor(new PrintWriter(text)), ClassReader.EXPAND_FRAMES);
    return text.toString()
        .lines()
        .filter(line -> !line.strip().equals("NOP") && !line.contains("MAXSTACK"))
        .collect(Collectors.joining("\n"));
  }
}
