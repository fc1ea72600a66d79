package org.umbriel.benchmarks.trap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.benchmarks.probe.TrapLog;
import org.umbriel.benchmarks.trap.TrapFindings.Fired;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.VerdictSource;

/** Wrong proofs must be caught, right ones must not. The verdicts are made by hand. */
final class TrapsTest {
  private static final String SUBJECT = TrapSubject.class.getName().replace('.', '/');
  private static final String HOLDER = TrapSubject.Holder.class.getName().replace('.', '/');
  private static final List<ClassUnit> UNITS = List.of(TrapLab.unit(SUBJECT), TrapLab.unit(HOLDER));
  private static final String STRING_FIRST = "(Ljava/lang/String;)";
  private static final Contract REQUIRED =
      Contract.nonNull(
          new MethodReference(SUBJECT, "required", "(JLjava/lang/String;I)I"),
          1,
          "text",
          Contract.Origin.DEFAULT);
  private static final Contract CONSTRUCTOR =
      Contract.nonNull(
          new MethodReference(HOLDER, "<init>", "(JLjava/lang/String;)V"),
          1,
          "text",
          Contract.Origin.DEFAULT);

  private static final String OUTSIDE = TrapSubject.Outside.class.getName().replace('.', '/');
  private static final Contract OUTER = nonNull("outer", STRING_FIRST + "I");
  private static final Contract INNER = nonNull("inner", STRING_FIRST + "I");

  /** Every site is proven, which is a lie. */
  private static final Verdict LIE = new Verdict.Proven(Set.of());

  @ParameterizedTest
  @CsvSource({
    "nullDereference, NULL_DEREFERENCE",
    "nullReceiverBelowWideArguments, NULL_DEREFERENCE",
    "arrayBounds, ARRAY_BOUNDS",
    "arrayBoundsOfMissingArray, NULL_DEREFERENCE",
    "divisionByZero, DIVISION_BY_ZERO",
    "longDivisionByZero, DIVISION_BY_ZERO",
    "classCast, CLASS_CAST",
    "arrayStore, ARRAY_STORE",
    "negativeArraySize, NEGATIVE_ARRAY_SIZE",
    "negativeInnerSize, NEGATIVE_ARRAY_SIZE",
    "assertion, ASSERTION",
  })
  void aWrongProofFiresOnceAndWhereItIsWrong(String method, CheckKind kind) throws Exception {
    TrapLab lab = new TrapLab(UNITS, all(LIE), List.of());

    TrapFindings right = TrapFindings.of(lab.plan(), lab.run(SUBJECT, method, false));
    TrapFindings wrong = TrapFindings.of(lab.plan(), lab.run(SUBJECT, method, true));

    assertEquals(List.of(), right.defects());
    assertEquals(List.of(kind + " in " + method + " x1"), described(wrong.defects()));
    assertEquals(List.of(), wrong.breaches());
  }

  @ParameterizedTest
  @CsvSource({"precondition, required", "constructorPrecondition, <init>"})
  void aWrongPreconditionFires(String method, String callee) throws Exception {
    TrapLab lab = new TrapLab(UNITS, only(CheckKind.PRECONDITION, LIE), List.of());

    TrapFindings right = TrapFindings.of(lab.plan(), lab.run(SUBJECT, method, false));
    TrapFindings wrong = TrapFindings.of(lab.plan(), lab.run(SUBJECT, method, true));

    assertEquals(List.of(), right.defects());
    assertEquals(List.of("PRECONDITION in " + method + " x1"), described(wrong.defects()));
  }

  @Test
  void codeBelievedDeadFiresWhenItIsReached() throws Exception {
    TrapLab lab = new TrapLab(UNITS, all(new Verdict.Proven(Set.of(), true)), List.of());

    TrapFindings reached = TrapFindings.of(lab.plan(), lab.run(SUBJECT, "nullDereference", false));

    assertEquals(List.of("NULL_DEREFERENCE in nullDereference x1"), described(reached.defects()));
  }

  @Test
  void anUnprovenSiteIsNoDefectWhenItFails() throws Exception {
    Verdict open = new Verdict.Unproven(Reason.UNKNOWN_VALUE, "");
    TrapLab lab = new TrapLab(UNITS, all(open), List.of());

    TrapLog log = lab.run(SUBJECT, "nullDereference", true);

    assertEquals(1, TrapCounts.fired(lab.plan(), log, t -> t.claim() == Trap.Claim.CONTROL));
    assertEquals(List.of(), TrapFindings.of(lab.plan(), log).defects());
  }

  @Test
  void executionsAreCounted() throws Exception {
    TrapLab lab = new TrapLab(UNITS, all(LIE), List.of());

    TrapLog log = lab.run(SUBJECT, "again", false);

    Set<Integer> inAgain =
        lab.plan().traps().stream()
            .filter(t -> t.site().id().method().name().equals("activation"))
            .map(Trap::number)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(1L), inAgain.stream().map(log.executions()::get).collect(Collectors.toSet()));
  }

  @Test
  void monitorsAreOwnedWhereJavaLeavesThem() throws Exception {
    TrapLab lab = new TrapLab(UNITS, all(LIE), List.of());

    TrapLog log = lab.run(SUBJECT, "monitor", true);

    assertEquals(List.of(), log.fires());
    assertTrue(
        lab.plan().traps().stream()
            .anyMatch(
                t ->
                    t.kind() == CheckKind.ILLEGAL_MONITOR
                        && log.executions().containsKey(t.number())));
  }

  @Test
  void aMonitorThatIsNotOwnedFires() throws Exception {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Leaver", null, "java/lang/Object", null);
    MethodVisitor leave = writer.visitMethod(Opcodes.ACC_STATIC, "leave", "(Z)V", null, null);
    leave.visitLdcInsn("lock");
    leave.visitInsn(Opcodes.MONITOREXIT);
    leave.visitInsn(Opcodes.RETURN);
    leave.visitMaxs(0, 0);
    ClassUnit unit = ClassDecoder.decode(new ClassFile("Leaver.class", writer.toByteArray()));
    TrapLab lab = new TrapLab(List.of(unit), all(LIE), List.of());

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run("Leaver", "leave", true));

    assertEquals(List.of("ILLEGAL_MONITOR in leave x1"), described(found.defects()));
  }

  @Test
  void aContractBrokenFromOutsideExplainsAFire() throws Exception {
    TrapLab lab = new TrapLab(UNITS, all(under(OUTER)), List.of());

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run(OUTSIDE, "outer", true));

    assertEquals(List.of(), found.defects());
    assertEquals(List.of("NULL_DEREFERENCE in inner x1"), described(found.by(Breaker.OUTSIDE)));
    assertEquals("parameter 0 of " + OUTER.method(), found.breaches().get(0).attribution());
    assertTrue(found.breaches().get(0).caller().contains("TrapSubject$Outside.outer(Z)"));
  }

  @Test
  void aBreachThatIsHandedOnIsWhoseItWasFirst() throws Exception {
    TrapLab lab = new TrapLab(UNITS, paying(under(OUTER), under(INNER)), List.of());

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run(OUTSIDE, "outer", true));

    assertEquals(List.of(), found.defects());
    assertEquals(
        List.of("PRECONDITION in outer x1", "NULL_DEREFERENCE in inner x1"),
        described(found.by(Breaker.OUTSIDE)));
  }

  @Test
  void aContractBrokenWhereItWasNotProvenIsNoDefect() throws Exception {
    Verdict open = new Verdict.Unproven(Reason.UNKNOWN_VALUE, "");
    TrapLab lab = new TrapLab(UNITS, paying(open, under(INNER)), List.of());

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run(OUTSIDE, "outer", true));

    assertEquals(List.of(), found.defects());
    assertEquals(
        List.of("NULL_DEREFERENCE in inner x1"), described(found.by(Breaker.LIBRARY_UNPROVEN)));
  }

  @Test
  void aContractBrokenWhereItWasProvenIsADefect() throws Exception {
    TrapLab lab = new TrapLab(UNITS, paying(LIE, under(INNER)), List.of());

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run(OUTSIDE, "outer", true));

    assertEquals(
        List.of("PRECONDITION in outer x1", "NULL_DEREFERENCE in inner x1"),
        described(found.defects()));
    assertEquals(Optional.of(Breaker.LIBRARY_PROVEN), found.defects().get(1).breaker());
  }

  @Test
  void aContractThatNobodyIsAskedToKeepIsADefect() throws Exception {
    TrapLab lab = new TrapLab(UNITS, all(under(INNER)), List.of());

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run(OUTSIDE, "outer", true));

    assertEquals(List.of("NULL_DEREFERENCE in inner x1"), described(found.defects()));
    assertEquals(Optional.of(Breaker.LIBRARY_WITHOUT_SITE), found.defects().get(0).breaker());
  }

  @Test
  void aBrokenContractExplainsNoProofThatNeedsNone() throws Exception {
    TrapLab lab = new TrapLab(UNITS, all(LIE), List.of(OUTER));

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run(SUBJECT, "outer", true));

    assertEquals(List.of("NULL_DEREFERENCE in inner x1"), described(found.defects()));
    assertEquals("the proof needs no contract", found.defects().get(0).attribution());
  }

  /** The subject itself broke it, at a call that nobody had to prove anything of. */
  @Test
  void whatABrokenContractLeftBehindIsBlamedOnWhoBrokeIt() throws Exception {
    Contract keep = nonNull("keep", STRING_FIRST + "V");
    TrapLab lab = new TrapLab(UNITS, all(under(keep)), List.of());

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run(SUBJECT, "later", true));

    assertEquals(List.of("NULL_DEREFERENCE in used x1"), described(found.defects()));
    assertEquals(
        "parameter 0 of " + keep.method() + ", earlier in the test",
        found.defects().get(0).attribution());
    assertEquals(Optional.of(Breaker.LIBRARY_WITHOUT_SITE), found.defects().get(0).breaker());
  }

  @Test
  void whatAnotherTestBrokeExplainsNothing(@TempDir Path folder) throws Exception {
    Contract keep = nonNull("keep", STRING_FIRST + "V");
    TrapLab lab = new TrapLab(UNITS, all(under(keep)), List.of());
    TrapLog log = lab.run(SUBJECT, "later", true);
    Path forgotten =
        Files.write(
            folder.resolve("log"),
            List.of(
                "fire\t" + log.fires().get(0).site() + "\t-\t-\t1\ta.B.m:1",
                "breach\t" + log.breaches().keySet().iterator().next() + "\t1\ta.B.m:1"));

    TrapFindings found = TrapFindings.of(lab.plan(), TrapLog.read(forgotten));

    assertEquals(
        "a contract of the proof was broken, but not in this test: parameter 0 of " + keep.method(),
        found.defects().get(0).attribution());
  }

  @Test
  void whatABrokenContractLeftBehindExplainsNoOtherProof() throws Exception {
    Contract keep = nonNull("keep", STRING_FIRST + "V");
    TrapLab lab = new TrapLab(UNITS, all(under(INNER)), List.of(keep));

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run(SUBJECT, "later", true));

    assertEquals(List.of("NULL_DEREFERENCE in used x1"), described(found.defects()));
    assertEquals(
        "no contract that the proof names is broken", found.defects().get(0).attribution());
  }

  @Test
  void theNextActivationAtTheSameDepthIsAnotherOne() throws Exception {
    Contract activation = nonNull("activation", "(Ljava/lang/String;Z)I");
    TrapLab lab = new TrapLab(UNITS, all(under(INNER)), List.of(activation));

    TrapFindings found = TrapFindings.of(lab.plan(), lab.run(SUBJECT, "again", true));

    assertEquals(List.of("NULL_DEREFERENCE in activation x1"), described(found.defects()));
    assertEquals(List.of(), found.breaches());
  }

  private static Contract nonNull(String method, String descriptor) {
    return Contract.nonNull(
        new MethodReference(SUBJECT, method, descriptor), 0, "text", Contract.Origin.DEFAULT);
  }

  private static Verdict under(Contract contract) {
    return new Verdict.Proven(
        Set.of(
            new Assumption.ContractKept(
                contract.method(), contract.parameter(), contract.predicate())));
  }

  private static VerdictSource all(Verdict verdict) {
    return unit -> verdicts(unit, ContractSource.NONE, verdict);
  }

  /** Calls of {@link #INNER} and {@link #OUTER} have a precondition with one verdict. */
  private static VerdictSource paying(Verdict precondition, Verdict rest) {
    ContractSource contracts =
        method -> List.of(OUTER, INNER).stream().filter(c -> c.method().equals(method)).toList();
    return unit ->
        verdicts(unit, contracts, rest).stream()
            .map(
                v ->
                    v.site().kind() == CheckKind.PRECONDITION
                        ? new SiteVerdict(v.site(), precondition, v.tier())
                        : v)
            .toList();
  }

  private static VerdictSource only(CheckKind kind, Verdict verdict) {
    ContractSource contracts =
        method ->
            List.of(REQUIRED, CONSTRUCTOR).stream().filter(c -> c.method().equals(method)).toList();
    return unit ->
        verdicts(unit, contracts, verdict).stream().filter(v -> v.site().kind() == kind).toList();
  }

  private static List<SiteVerdict> verdicts(
      ClassUnit unit, ContractSource contracts, Verdict verdict) {
    List<SiteVerdict> verdicts = new ArrayList<>();
    unit.methods()
        .forEach(
            method ->
                SiteFinder.sitesIn(method, contracts)
                    .forEach(s -> verdicts.add(new SiteVerdict(s, verdict, Tier.FACTS))));
    return verdicts;
  }

  private static List<String> described(List<Fired> fired) {
    return fired.stream()
        .map(
            f -> f.trap().kind() + " in " + f.trap().site().id().method().name() + " x" + f.count())
        .toList();
  }
}
