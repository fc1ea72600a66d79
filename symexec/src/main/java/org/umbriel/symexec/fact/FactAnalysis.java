package org.umbriel.symexec.fact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.program.ProgramAnalysis;
import org.umbriel.symexec.summary.Defects;
import org.umbriel.symexec.summary.Ground;
import org.umbriel.symexec.summary.MethodFacts;
import org.umbriel.symexec.summary.Suggestion;

/**
 * {@code Program -> SiteVerdict}s, by facts. Use:
 *
 * <pre>
 *   FactAnalysis facts = FactAnalysis.of(program, platform);
 *   while (facts.step()) { progress, interruption }
 *   for each method: facts.verdicts(method, SiteFinder.sitesIn(method, facts.contracts()))
 * </pre>
 *
 * What is asked for depends on the program alone, never on time or threads. Not safe for use by
 * several threads.
 */
public final class FactAnalysis {
  private final ProgramAnalysis analysis;
  private boolean finished;

  private FactAnalysis(ProgramAnalysis analysis) {
    this.analysis = analysis;
  }

  /**
   * Reads a program's methods and infers their contracts; nothing is analysed yet.
   *
   * @param platform the JDK whose classes the program finds
   */
  public static FactAnalysis of(Program program, Assumption.Platform platform) {
    return new FactAnalysis(ProgramAnalysis.of(program, platform));
  }

  /**
   * Does a small piece of the work.
   *
   * @return false if there is nothing left to do
   */
  public boolean step() {
    finished |= !analysis.step();
    return !finished;
  }

  /** How many methods there are. */
  public int methods() {
    return analysis.size();
  }

  /** How many methods are waiting to be analysed, some of them again. */
  public int waiting() {
    return analysis.waiting();
  }

  /** What methods require: declared, or by default. Known from the beginning. */
  public ContractSource contracts() {
    return analysis.contracts();
  }

  /** Methods that could not be analysed, through no fault of theirs. */
  public Defects defects() {
    return analysis.defects();
  }

  /** The contracts of all methods of the program, in its order. */
  public List<Contract> allContracts() {
    return analysis.allContracts();
  }

  /**
   * The verdicts on a method's sites.
   *
   * @param sites of this method, as {@code SiteFinder} finds them with {@link #contracts}
   * @throws IllegalStateException if there is something left to do
   */
  public List<SiteVerdict> verdicts(MethodCode method, List<CheckSite> sites) {
    requireFinished();
    return analysis.verdicts(method, sites);
  }

  /**
   * Why a site is proven, or how far the reasons go, in source terms.
   *
   * @throws IllegalStateException if there is something left to do
   */
  public List<Ground> grounds(MethodCode method, CheckSite site) {
    requireFinished();
    return analysis.grounds(method, site);
  }

  /**
   * What would settle most of some sites that are left in, the best first.
   *
   * @throws IllegalStateException if there is something left to do
   */
  public List<Suggestion> guidance(Map<MethodCode, List<CheckSite>> open) {
    requireFinished();
    return analysis.guidance(open);
  }

  /**
   * The instructions of a method that control never gets to, with the assumptions of that claim. It
   * is a claim like any verdict: whoever tests verdicts should test it.
   *
   * @throws IllegalStateException if there is something left to do
   */
  public SortedMap<Integer, Set<Assumption>> deadCode(MethodCode method) {
    requireFinished();
    return analysis.deadCode(method);
  }

  /**
   * What another tier may use of what is known inside a method; it holds however the method is
   * called.
   *
   * @throws IllegalStateException if there is something left to do
   */
  public MethodFacts facts(MethodCode method) {
    requireFinished();
    return analysis.facts(method);
  }

  private void requireFinished() {
    if (!finished) {
      throw new IllegalStateException("the facts are not final yet");
    }
  }

  /**
   * What is known of calls of a method; its supports mean nothing outside.
   *
   * @throws IllegalStateException if there is something left to do
   */
  public Optional<MethodSummary> summary(MethodReference method) {
    requireFinished();
    return analysis.summary(method);
  }
}
