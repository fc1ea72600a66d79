package org.umbriel.symexec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Level;
import org.umbriel.metadata.site.Witness;
import org.umbriel.symexec.path.Input;
import org.umbriel.symexec.path.Judgement;
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.replay.Replayer;
import org.umbriel.symexec.report.Finding;
import org.umbriel.symexec.witness.WitnessSearch;

/** Open sites {@code ->} findings: each with a call that was replayed and failed as predicted. */
final class Refuter {
  /**
   * Calls replayed in a whole run, shared out evenly; a count, so that it is the same everywhere.
   */
  private static final int CALLS_IN_A_RUN = 24_000;

  private static final int CALLS_A_METHOD = 24;
  private static final int FEWEST_CALLS_A_METHOD = 4;

  private final Program program;
  private final ContractSource contracts;
  private final PathTier paths;
  private final Work work;

  /**
   * Refuted sites and the contracts that they suggest.
   *
   * @param tried whether calls could be replayed at all
   */
  record Found(List<Finding> findings, List<Contract> inferred, boolean tried) {
    static final Found NOTHING = new Found(List.of(), List.of(), true);
    static final Found NOT_TRIED = new Found(List.of(), List.of(), false);
  }

  private record Open(MethodCode method, List<CheckSite> sites) {}

  Refuter(Program program, ContractSource contracts, PathTier paths, Work work) {
    this.program = program;
    this.contracts = contracts;
    this.paths = paths;
    this.work = work;
  }

  /** The sites that some call makes fail, in the program's order. */
  Found refute(Map<MethodCode, List<CheckSite>> open, ProgramFiles files) {
    Map<MethodCode, List<CheckSite>> callable = new LinkedHashMap<>(open);
    callable.keySet().removeIf(method -> !WitnessSearch.isCallable(method));
    Map<CheckSite, Input> models = paths.inputs(callable);
    List<Open> methods = new ArrayList<>();
    callable.forEach((method, sites) -> methods.add(new Open(method, sites)));
    int share = CALLS_IN_A_RUN / Math.max(1, methods.size());
    int limit = Math.max(FEWEST_CALLS_A_METHOD, Math.min(CALLS_A_METHOD, share));
    try (Replayer replayer = Replayer.open(program, files, Replayer.Settings.standard())) {
      WitnessSearch search = new WitnessSearch(program, contracts, replayer);
      List<Map<CheckSite, Witness>> found =
          work.map(
              "replay",
              methods,
              Map.of(),
              m -> search.search(m.method(), m.sites(), modelsOf(m, models), limit));
      return judged(methods, found);
    } catch (IOException | UncheckedIOException impossible) {
      return Found.NOT_TRIED;
    }
  }

  private static Map<CheckSite, Input> modelsOf(Open method, Map<CheckSite, Input> all) {
    Map<CheckSite, Input> own = new LinkedHashMap<>();
    for (CheckSite site : method.sites()) {
      Input input = all.get(site);
      if (input != null) {
        own.put(site, input);
      }
    }
    return own;
  }

  private Found judged(List<Open> methods, List<Map<CheckSite, Witness>> witnesses) {
    Map<MethodCode, List<CheckSite>> refuted = new LinkedHashMap<>();
    Map<CheckSite, Witness> all = new HashMap<>();
    for (int i = 0; i < methods.size(); i++) {
      Map<CheckSite, Witness> some = witnesses.get(i);
      all.putAll(some);
      if (!some.isEmpty()) {
        List<CheckSite> sites = methods.get(i).sites().stream().filter(some::containsKey).toList();
        refuted.put(methods.get(i).method(), sites);
      }
    }
    Map<CheckSite, Judgement> judgements = paths.judge(refuted);
    List<Finding> findings = new ArrayList<>();
    List<Contract> inferred = new ArrayList<>();
    refuted.forEach(
        (method, sites) -> {
          for (CheckSite site : sites) {
            Optional<Judgement> judgement = Optional.ofNullable(judgements.get(site));
            Optional<Judgement.Requirement> requires = judgement.flatMap(Judgement::requires);
            boolean certain = judgement.filter(Judgement::certain).isPresent();
            Level level = levelOf(site, certain, requires.isPresent());
            findings.add(new Finding(site, witnessOf(site, all), level, certain));
            if (level == Level.NOTE) {
              requires.map(r -> contract(method, r)).ifPresent(inferred::add);
            }
          }
        });
    return new Found(findings, inferred.stream().distinct().toList(), true);
  }

  private static Witness witnessOf(CheckSite site, Map<CheckSite, Witness> all) {
    return Optional.ofNullable(all.get(site)).orElseThrow();
  }

  private static Level levelOf(CheckSite site, boolean certain, boolean expressible) {
    if (certain || site.kind() == CheckKind.PRECONDITION) {
      return Level.ERROR;
    }
    return expressible ? Level.NOTE : Level.WARNING;
  }

  private static Contract contract(MethodCode method, Judgement.Requirement requirement) {
    return new Contract(
        method.reference(),
        requirement.parameter(),
        requirement.name(),
        requirement.text(),
        Contract.Origin.INFERRED);
  }
}
