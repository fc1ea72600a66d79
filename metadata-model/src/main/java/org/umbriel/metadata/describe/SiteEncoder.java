package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.Witness;

/**
 * The check sites of a method as entries. {@link SiteDecoder} is the way back: a site's owner,
 * method and descriptor stand in the entries above it, everything else in its own.
 */
final class SiteEncoder {
  private final MethodCode method;
  private final BytecodeAddress start;
  private final List<Placed> sites = new ArrayList<>();

  SiteEncoder(MethodCode method, BytecodeAddress start) {
    this.method = method;
    this.start = start;
  }

  private record Placed(int instruction, Entry entry) {}

  /** All sites, by the order of their instructions. */
  List<Entry> entries() {
    return sites.stream()
        .sorted(Comparator.comparingInt(Placed::instruction))
        .map(Placed::entry)
        .toList();
  }

  void add(CheckSite site) {
    add(site, Optional.empty());
  }

  void add(SiteVerdict verdict) {
    add(verdict.site(), Optional.of(verdict));
  }

  private void add(CheckSite site, Optional<SiteVerdict> decided) {
    Entry.Builder entry = Entry.builder(Tag.UMBRIEL_CHECK_SITE);
    if (site.instruction() >= 0) {
      requirePlace(site);
      entry.address(AttributeName.LOW_PC, start.value() + site.bytecodeIndex());
      entry.constant(AttributeName.UMBRIEL_INSTRUCTION, site.instruction());
    }
    if (site.line() != 0) {
      entry.constant(AttributeName.DECL_FILE, LineTables.SOURCE_FILE);
      entry.constant(AttributeName.DECL_LINE, site.line());
    }
    entry.text(AttributeName.UMBRIEL_KIND, site.kind().name());
    entry.constant(AttributeName.UMBRIEL_ORDINAL, site.id().ordinal());
    entry.with(AttributeName.UMBRIEL_DIGEST, digest(site.id().digest()));
    if (site.operand() != 0) {
      entry.constant(AttributeName.UMBRIEL_OPERAND, site.operand());
    }
    entry.flag(AttributeName.UMBRIEL_TRIVIAL, site.trivial());
    if (decided.isPresent()) {
      decided.get().verdict().accept(new VerdictEncoder(entry));
      entry.text(AttributeName.UMBRIEL_TIER, decided.get().tier().key());
    }
    sites.add(new Placed(site.instruction(), entry.build()));
  }

  private void requirePlace(CheckSite site) {
    if (!ClassRecords.fits(site, method)) {
      throw new IllegalArgumentException(
          site.id()
              + " does not stand at instruction "
              + site.instruction()
              + ", bytecode index "
              + site.bytecodeIndex());
    }
  }

  private static AttributeValue digest(String digest) {
    return Hexadecimal.isWhole(digest)
        ? new AttributeValue.Block(Hexadecimal.parse(digest))
        : new AttributeValue.Text(digest);
  }

  static Entry contract(Contract contract) {
    return Entry.builder(Tag.UMBRIEL_CONTRACT)
        .text(AttributeName.NAME, contract.name())
        .constant(AttributeName.UMBRIEL_PARAMETER, contract.parameter())
        .text(AttributeName.UMBRIEL_REQUIRES, contract.predicate())
        .text(AttributeName.UMBRIEL_ORIGIN, contract.origin().name().toLowerCase(Locale.ROOT))
        .build();
  }

  /** Adds what was decided to the entry of its site. */
  private record VerdictEncoder(Entry.Builder entry) implements Verdict.Visitor<Entry.Builder> {

    @Override
    public Entry.Builder proven(Verdict.Proven verdict) {
      entry.text(AttributeName.UMBRIEL_VERDICT, VerdictName.PROVEN);
      if (!verdict.assumptions().isEmpty()) {
        entry.text(AttributeName.UMBRIEL_ASSUMPTION, AssumptionTerm.write(verdict.assumptions()));
      }
      return entry.flag(AttributeName.UMBRIEL_UNREACHABLE, verdict.unreachable());
    }

    @Override
    public Entry.Builder refuted(Verdict.Refuted verdict) {
      entry.text(AttributeName.UMBRIEL_VERDICT, VerdictName.REFUTED);
      entry.text(AttributeName.UMBRIEL_LEVEL, verdict.level().key());
      entry.flag(AttributeName.UMBRIEL_CERTAIN, verdict.certain());
      return entry.child(witness(verdict.witness()));
    }

    @Override
    public Entry.Builder unproven(Verdict.Unproven verdict) {
      entry.text(AttributeName.UMBRIEL_VERDICT, VerdictName.UNPROVEN);
      entry.text(AttributeName.UMBRIEL_REASON, verdict.reason().key());
      return verdict.detail().isEmpty()
          ? entry
          : entry.text(AttributeName.UMBRIEL_DETAIL, verdict.detail());
    }

    private static Entry witness(Witness witness) {
      Entry.Builder entry =
          Entry.builder(Tag.UMBRIEL_WITNESS)
              .text(AttributeName.UMBRIEL_CALL, witness.call())
              .text(AttributeName.UMBRIEL_EXCEPTION, witness.exception())
              .text(AttributeName.UMBRIEL_MESSAGE, witness.message());
      witness
          .test()
          .ifPresent(
              test ->
                  entry
                      .text(AttributeName.UMBRIEL_TEST_PATH, test.path())
                      .text(AttributeName.UMBRIEL_TEST_SOURCE, test.text()));
      witness.arguments().forEach(argument -> entry.child(text(Tag.UMBRIEL_ARGUMENT, argument)));
      witness.path().forEach(step -> entry.child(step(step)));
      return entry.build();
    }

    private static Entry text(Tag tag, String text) {
      return Entry.builder(tag).text(AttributeName.UMBRIEL_TEXT, text).build();
    }

    private static Entry step(Witness.Step step) {
      Entry.Builder entry =
          Entry.builder(Tag.UMBRIEL_STEP).constant(AttributeName.DECL_LINE, step.line());
      step.values().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              value ->
                  entry.child(
                      Entry.builder(Tag.UMBRIEL_VALUE)
                          .text(AttributeName.NAME, value.getKey())
                          .text(AttributeName.UMBRIEL_TEXT, value.getValue())
                          .build()));
      return entry.build();
    }
  }
}
