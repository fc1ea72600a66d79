package org.umbriel.symexec.report;

import java.util.List;
import java.util.Locale;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.Witness;
import org.umbriel.symexec.summary.Ground;

/** {@code SiteVerdict -> text}: why a site is proven, or what would be needed. */
public final class Explanation implements Verdict.Visitor<String> {
  private final SiteVerdict verdict;
  private final List<Ground> grounds;

  private Explanation(SiteVerdict verdict, List<Ground> grounds) {
    this.verdict = verdict;
    this.grounds = grounds;
  }

  /**
   * Some lines, ending in a newline.
   *
   * @param grounds what the verdict follows from
   */
  public static String of(CheckReport report, SiteVerdict verdict, List<Ground> grounds) {
    CheckSite site = verdict.site();
    return String.format(
            Locale.ROOT,
            "%s%n  %s    %s, bytecode %d%n",
            site.kind().label(),
            JavaNames.method(site.id().method()),
            report.place(verdict),
            site.bytecodeIndex())
        + verdict.verdict().accept(new Explanation(verdict, grounds));
  }

  @Override
  public String proven(Verdict.Proven proven) {
    StringBuilder text = new StringBuilder();
    text.append(proven.unreachable() ? "  proven: no path gets here" : "  proven");
    text.append(String.format(", by %s%n", verdict.tier().key()));
    text.append(because());
    if (proven.unconditional()) {
      text.append(String.format("  rests on nothing but the class itself and the JVM%n"));
    }
    proven.assumptions().stream()
        .map(a -> String.format("  rests on   %s   (%s)%n", a.text(), a.strength().key()))
        .sorted()
        .forEach(text::append);
    return text.toString();
  }

  @Override
  public String refuted(Verdict.Refuted refuted) {
    Witness witness = refuted.witness();
    return String.format(
        "  refuted%n  called as  %s%n  replayed   %s%n",
        witness.call(), JavaNames.type(witness.exception()));
  }

  @Override
  public String unproven(Verdict.Unproven unproven) {
    return String.format(
            "  left in: %s%s%n",
            unproven.reason().label(), unproven.detail().isEmpty() ? "" : ", " + unproven.detail())
        + because()
        + String.format("  needed     %s%n", needed(unproven.reason()));
  }

  private String because() {
    StringBuilder text = new StringBuilder();
    grounds.forEach(ground -> write(ground, "  because    ", text));
    return text.toString();
  }

  private static void write(Ground ground, String indent, StringBuilder text) {
    text.append(indent).append(ground.text()).append(System.lineSeparator());
    String deeper = " ".repeat(indent.length()) + "  ";
    ground.grounds().forEach(g -> write(g, deeper, text));
  }

  private static String needed(Reason reason) {
    return switch (reason) {
      case FACT_BUDGET, PATH_BUDGET, LOOP_BOUND, RUN_BUDGET -> "a smaller method";
      case DEFECT -> "a checker without this defect: please report it";
      case INTERRUPTED -> "a run that is not interrupted";
      case SOLVER_UNKNOWN, SOLVER_FAILED -> "a simpler condition: the solver did not decide it";
      case FLOATING_POINT, STRINGS, DYNAMIC_CALL, SUBROUTINE, INSTRUCTION, MONITOR ->
          "nothing that you can do: the checker does not follow this yet";
      case UNKNOWN_CALLEE ->
          "a test of the returned value, or one in that method; on a library's, a non-null annotation";
      case UNKNOWN_FIELD -> "a final field, or a local variable that holds the tested value";
      case UNKNOWN_ELEMENT -> "a test of the element";
      case UNKNOWN_PARAMETER -> "a test of the parameter, or a non-null annotation on it";
      case UNKNOWN_VALUE -> "a test of the value before its use";
      case INTERFERENCE ->
          "a final field, or a local variable that holds the value; or --threads assume-confined";
      case MISSING_CLASS -> "the missing classes on --classpath";
      case NO_WITNESS, NOT_REPLAYED -> "nothing is known to fail here; a test before it would do";
    };
  }
}
