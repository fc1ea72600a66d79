package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.Level;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.Witness;

/**
 * Entries back to the records of a class. Where an entry says what no record can hold, an {@link
 * IllegalArgumentException} names it; {@link Descriptions} adds the place.
 */
final class SiteDecoder {
  private final Map<String, Set<Assumption>> assumptions;
  private final List<CheckSite> undecided = new ArrayList<>();
  private final List<SiteVerdict> verdicts = new ArrayList<>();
  private final List<Contract> contracts = new ArrayList<>();

  /**
   * @param assumptions by the terms that were read so far: most terms occur many times
   */
  SiteDecoder(Map<String, Set<Assumption>> assumptions) {
    this.assumptions = assumptions;
  }

  ClassRecords records() {
    return new ClassRecords(undecided, verdicts, contracts);
  }

  /**
   * @param owner internal name of the class
   * @param method the entry of one of its methods
   */
  void add(String owner, Entry method) {
    String name = required(method, AttributeName.NAME);
    String linkageName = required(method, AttributeName.LINKAGE_NAME);
    if (!linkageName.startsWith(name)) {
      throw new IllegalArgumentException(name + " is linked as " + linkageName);
    }
    MethodReference reference =
        new MethodReference(owner, name, linkageName.substring(name.length()));
    for (Entry child : method.children()) {
      if (child.tag().equals(Tag.UMBRIEL_CHECK_SITE)) {
        addSite(reference, child);
      } else if (child.tag().equals(Tag.UMBRIEL_CONTRACT)) {
        contracts.add(contract(reference, child));
      }
    }
  }

  private void addSite(MethodReference method, Entry entry) {
    CheckSite site = site(method, entry);
    Optional<String> verdict = entry.text(AttributeName.UMBRIEL_VERDICT);
    if (verdict.isEmpty()) {
      undecided.add(site);
    } else {
      String tier = required(entry, AttributeName.UMBRIEL_TIER);
      verdicts.add(
          new SiteVerdict(
              site,
              verdict(verdict.get(), entry),
              named(Tier.values(), tier.toUpperCase(Locale.ROOT))));
    }
  }

  private static CheckSite site(MethodReference method, Entry entry) {
    SiteId id =
        new SiteId(
            method,
            named(CheckKind.values(), required(entry, AttributeName.UMBRIEL_KIND)),
            number(entry, AttributeName.UMBRIEL_ORDINAL),
            digest(entry));
    OptionalLong address = entry.address(AttributeName.LOW_PC);
    boolean placed = address.isPresent();
    return new CheckSite(
        id,
        placed ? number(entry, AttributeName.UMBRIEL_INSTRUCTION) : -1,
        placed ? BytecodeAddress.of(address.getAsLong()).bytecodeIndex() : -1,
        numberOrZero(entry, AttributeName.DECL_LINE),
        numberOrZero(entry, AttributeName.UMBRIEL_OPERAND),
        entry.flag(AttributeName.UMBRIEL_TRIVIAL));
  }

  private static String digest(Entry entry) {
    Optional<AttributeValue> value = entry.value(AttributeName.UMBRIEL_DIGEST);
    return value.isPresent() && value.get() instanceof AttributeValue.Block block
        ? block.bytes().toString()
        : required(entry, AttributeName.UMBRIEL_DIGEST);
  }

  private Verdict verdict(String name, Entry entry) {
    return switch (name) {
      case VerdictName.PROVEN ->
          new Verdict.Proven(
              entry
                  .text(AttributeName.UMBRIEL_ASSUMPTION)
                  .map(term -> assumptions.computeIfAbsent(term, AssumptionTerm::read))
                  .orElse(Set.of()),
              entry.flag(AttributeName.UMBRIEL_UNREACHABLE));
      case VerdictName.REFUTED ->
          new Verdict.Refuted(
              witness(child(entry, Tag.UMBRIEL_WITNESS)),
              named(
                  Level.values(),
                  required(entry, AttributeName.UMBRIEL_LEVEL).toUpperCase(Locale.ROOT)),
              entry.flag(AttributeName.UMBRIEL_CERTAIN));
      case VerdictName.UNPROVEN ->
          new Verdict.Unproven(
              reason(required(entry, AttributeName.UMBRIEL_REASON)),
              entry.text(AttributeName.UMBRIEL_DETAIL).orElse(""));
      default -> throw new IllegalArgumentException("unknown verdict " + name);
    };
  }

  private static <E extends Enum<E>> E named(E[] constants, String name) {
    for (E constant : constants) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("nothing is called " + name);
  }

  private static Reason reason(String key) {
    for (Reason reason : Reason.values()) {
      if (reason.key().equals(key)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("unknown reason " + key);
  }

  private static Witness witness(Entry entry) {
    List<String> arguments = new ArrayList<>();
    List<Witness.Step> path = new ArrayList<>();
    for (Entry child : entry.children()) {
      if (child.tag().equals(Tag.UMBRIEL_ARGUMENT)) {
        arguments.add(required(child, AttributeName.UMBRIEL_TEXT));
      } else if (child.tag().equals(Tag.UMBRIEL_STEP)) {
        path.add(step(child));
      }
    }
    return new Witness(
        required(entry, AttributeName.UMBRIEL_CALL),
        required(entry, AttributeName.UMBRIEL_EXCEPTION),
        required(entry, AttributeName.UMBRIEL_MESSAGE),
        arguments,
        path,
        entry
            .text(AttributeName.UMBRIEL_TEST_PATH)
            .map(
                test ->
                    new Witness.TestSource(
                        test, required(entry, AttributeName.UMBRIEL_TEST_SOURCE))));
  }

  private static Witness.Step step(Entry entry) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Entry value : entry.children()) {
      values.put(required(value, AttributeName.NAME), required(value, AttributeName.UMBRIEL_TEXT));
    }
    return new Witness.Step(number(entry, AttributeName.DECL_LINE), values);
  }

  private static Contract contract(MethodReference method, Entry entry) {
    String origin = required(entry, AttributeName.UMBRIEL_ORIGIN);
    return new Contract(
        method,
        number(entry, AttributeName.UMBRIEL_PARAMETER),
        required(entry, AttributeName.NAME),
        required(entry, AttributeName.UMBRIEL_REQUIRES),
        named(Contract.Origin.values(), origin.toUpperCase(Locale.ROOT)));
  }

  private static Entry child(Entry entry, Tag tag) {
    return entry.children().stream()
        .filter(child -> child.tag().equals(tag))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(entry.tag() + " has no " + tag));
  }

  static String required(Entry entry, AttributeName name) {
    return entry
        .text(name)
        .orElseThrow(() -> new IllegalArgumentException(entry.tag() + " has no text " + name));
  }

  private static int number(Entry entry, AttributeName name) {
    long value =
        entry
            .constant(name)
            .orElseThrow(
                () -> new IllegalArgumentException(entry.tag() + " has no number " + name));
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(name + " is " + value);
    }
    return (int) value;
  }

  private static int numberOrZero(Entry entry, AttributeName name) {
    return entry.constant(name).isPresent() ? number(entry, name) : 0;
  }
}
