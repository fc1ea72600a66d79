package org.umbriel.metadata.describe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Level;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.Witness;

/** A class with one of everything that is described, independent of any compiler. */
final class SampleClass {
  private SampleClass() {}

  /**
   * Described with all three verdicts, at place 3 of its archive.
   *
   * <pre>
   * package a.b;
   * public class C extends d.Base implements Runnable {
   *   static final long LIMIT = 5;  protected String[] names;
   *   public char m(char[] chars, int n) {
   *     char first = chars[0];                  // 210
   *     { int next = n + 1; return chars[next]; } // 214
   *   }
   *   abstract void run();
   * }
   * </pre>
   */
  static DescribedClass described() {
    ClassUnit unit = unit();
    MethodCode method = unit.methods().get(0);
    List<CheckSite> sites = SiteFinder.sitesIn(method, ContractSource.NONE);
    Contract contract = Contract.nonNull(method.reference(), 0, "chars", Contract.Origin.DEFAULT);
    Verdict byContract =
        new Verdict.Proven(
            Set.of(
                new Assumption.ContractKept(method.reference(), 0, contract.predicate()),
                new Assumption.NotOverridden(method.reference())));
    Witness witness =
        new Witness(
            "new a.b.C().m(new char[0], 0)",
            "java/lang/ArrayIndexOutOfBoundsException",
            "Index 0 out of bounds for length 0",
            List.of("chars = {}", "n = 0"),
            List.of(new Witness.Step(210, Map.of("chars", "{}", "n", "0"))),
            Optional.of(new Witness.TestSource("a/b/C_m_Test.java", "class C_m_Test {\n}\n")));
    List<SiteVerdict> verdicts =
        List.of(
            new SiteVerdict(sites.get(0), byContract, Tier.FACTS),
            new SiteVerdict(
                sites.get(1), new Verdict.Refuted(witness, Level.WARNING, false), Tier.PATHS),
            new SiteVerdict(
                sites.get(2), new Verdict.Unproven(Reason.LOOP_BOUND, "at 214"), Tier.FACTS));
    return new DescribedClass(
        3, unit, new ClassRecords(List.of(sites.get(3)), verdicts, List.of(contract)));
  }

  private static ClassUnit unit() {
    ClassWriter writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER | Opcodes.ACC_ABSTRACT;
    String[] interfaces = {"java/lang/Runnable"};
    writer.visit(Opcodes.V17, access, "a/b/C", null, "d/Base", interfaces);
    writer.visitSource("C.java", null);
    writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "LIMIT", "J", null, 5L).visitEnd();
    writer.visitField(Opcodes.ACC_PROTECTED, "names", "[Ljava/lang/String;", null, null).visitEnd();
    addMethod(writer.visitMethod(Opcodes.ACC_PUBLIC, "m", "([CI)C", null, null));
    int declared = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    writer.visitMethod(declared, "run", "()V", null, null).visitEnd();
    writer.visitEnd();
    try {
      return ClassDecoder.decode(new ClassFile("a/b/C.class", writer.toByteArray()));
    } catch (MalformedClassException e) {
      throw new AssertionError(e);
    }
  }

  private static void addMethod(MethodVisitor code) {
    Label start = line(code, 210);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.CALOAD);
    code.visitVarInsn(Opcodes.ISTORE, 3);
    Label first = line(code, 214);
    code.visitVarInsn(Opcodes.ILOAD, 2);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IADD);
    code.visitVarInsn(Opcodes.ISTORE, 4);
    Label next = new Label();
    code.visitLabel(next);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitVarInsn(Opcodes.ILOAD, 4);
    code.visitInsn(Opcodes.CALOAD);
    Label behind = new Label();
    code.visitLabel(behind);
    code.visitInsn(Opcodes.IRETURN);
    Label end = new Label();
    code.visitLabel(end);
    code.visitLocalVariable("this", "La/b/C;", null, start, end, 0);
    code.visitLocalVariable("chars", "[C", null, start, end, 1);
    code.visitLocalVariable("n", "I", null, start, end, 2);
    code.visitLocalVariable("first", "C", null, first, end, 3);
    code.visitLocalVariable("next", "I", null, next, behind, 4);
    code.visitMaxs(2, 5);
    code.visitEnd();
  }

  private static Label line(MethodVisitor code, int line) {
    Label label = new Label();
    code.visitLabel(label);
    code.visitLineNumber(line, label);
    return label;
  }
}
