package org.umbriel.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.describe.ClassRecords;
import org.umbriel.metadata.describe.StoredVerdicts;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.store.Key;
import org.umbriel.metadata.store.Store;
import org.umbriel.symexec.CheckResult;
import org.umbriel.symexec.Checker;

/**
 * What a whole run decided, for the next one that would decide the same: its key names all that a
 * verdict can depend on. A proof that is believed elsewhere would be a wrong proof, so whatever is
 * not surely without influence is in the key; the number of threads is not.
 */
final class KeptAnswers {
  private final Store store;
  private final Key key;
  private final CheckInputs inputs;

  private KeptAnswers(Store store, Key key, CheckInputs inputs) {
    this.store = store;
    this.key = key;
    this.inputs = inputs;
  }

  /**
   * Where the answers to one question lie.
   *
   * @param selected what {@code --method} and {@code --include} say
   */
  static KeptAnswers of(
      Store store, CheckInputs inputs, Checker.Options options, List<String> selected)
      throws IOException {
    Key.Builder key =
        Key.of("check")
            .part("version", Version.build())
            .part("jdk", inputs.platform().identity())
            .part("running", PlatformClasses.running().identity())
            .part("jvm", ManagementFactory.getRuntimeMXBean().getInputArguments().toString())
            .part("precision", options.precision().standard().name())
            .part("precisionByName", new TreeMap<>(options.precision().byName()).toString())
            .part("threads", options.threads().name())
            .part("replay", Boolean.toString(options.files().isPresent()));
    inputs.summaries().forEach(input -> key.part("name", input.name()));
    inputs.summaries().forEach(input -> key.part("unreadable", input.unreadable().toString()));
    inputs.digests().inputs().forEach(digest -> key.part("input", digest));
    inputs.digests().dependencies().forEach(digest -> key.part("dependency", digest));
    selected.forEach(text -> key.part("selected", text));
    return new KeptAnswers(store, key.build(), inputs);
  }

  /**
   * What an earlier run decided; nothing if there was none, or if what is left of it is not about
   * every class of the input, byte for byte.
   */
  Optional<CheckResult> find() {
    return StoredVerdicts.get(store, key).flatMap(this::result);
  }

  private Optional<CheckResult> result(StoredVerdicts stored) {
    List<SiteVerdict> verdicts = new ArrayList<>();
    List<Contract> contracts = new ArrayList<>();
    List<Contract> inferred = new ArrayList<>();
    for (ClassUnit unit : inputs.program().units()) {
      Optional<ClassRecords> records = stored.records(unit);
      if (records.isEmpty()) {
        return Optional.empty();
      }
      verdicts.addAll(records.get().verdicts());
      for (Contract contract : records.get().contracts()) {
        (contract.origin() == Contract.Origin.INFERRED ? inferred : contracts).add(contract);
      }
    }
    contracts.addAll(inferred);
    return Optional.of(
        new CheckResult(
            verdicts, contracts, stored.missing(), CheckResult.Solving.NONE, false, true));
  }

  /** Keeps what a run decided, if it is what the next one would decide. */
  void keep(CheckResult result) throws UserError {
    if (!result.repeatable()) {
      return;
    }
    try {
      StoredVerdicts.put(store, key, findings(inputs, result));
    } catch (IOException e) {
      throw StoreOptions.unusable(e);
    }
  }

  static StoredVerdicts.Findings findings(CheckInputs inputs, CheckResult result) {
    return new StoredVerdicts.Findings(
        inputs.summaries().get(0).name(),
        inputs.program().units(),
        result.asSource(),
        result.contracts(),
        result.missing());
  }
}
