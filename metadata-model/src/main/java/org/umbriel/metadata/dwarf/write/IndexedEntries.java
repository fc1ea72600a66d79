package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Expression;
import org.umbriel.metadata.entry.AttributeValue.Locations;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/**
 * The entries that an index of names is about (DWARF 5, 6.1.1.1): definitions that have a name, or
 * whose origin has one. Like other writers it leaves out parts of types and of signatures.
 */
final class IndexedEntries {
  private static final String UNNAMED_NAMESPACE = "(anonymous namespace)";
  private static final int LONGEST_CHAIN = 8;

  private static final Set<Tag> LEFT_OUT =
      Set.of(
          Tag.COMPILE_UNIT,
          Tag.PARTIAL_UNIT,
          Tag.TYPE_UNIT,
          Tag.MODULE,
          Tag.FORMAL_PARAMETER,
          Tag.TEMPLATE_TYPE_PARAMETER,
          Tag.TEMPLATE_VALUE_PARAMETER,
          Tag.GNU_TEMPLATE_TEMPLATE_PARAM,
          Tag.GNU_TEMPLATE_PARAMETER_PACK,
          Tag.MEMBER,
          Tag.ENUMERATOR,
          Tag.IMPORTED_DECLARATION);

  private static final List<AttributeName> ORIGINS =
      List.of(AttributeName.ABSTRACT_ORIGIN, AttributeName.SPECIFICATION);

  private static final List<AttributeName> PLACES =
      List.of(
          AttributeName.LOW_PC,
          AttributeName.HIGH_PC,
          AttributeName.RANGES,
          AttributeName.ENTRY_PC);

  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<Reference, Entry> origins = new HashMap<>();
  private int next;

  /** An entry that is to be found by its name, and where it stands. */
  record Found(Tag tag, int unit, int entry) {}

  private record Candidate(Entry entry, Found found) {}

  /** Takes all entries of a unit. */
  void add(Entry root, int unit) {
    next = 0;
    walk(root, unit);
  }

  private void walk(Entry entry, int unit) {
    int ordinal = next++;
    if (entry.tag().equals(Tag.SUBPROGRAM)
        || entry.tag().equals(Tag.VARIABLE)
        || hasOrigin(entry)) {
      origins.put(new Reference(unit, ordinal), entry);
    }
    if (!LEFT_OUT.contains(entry.tag()) && entry.value(AttributeName.DECLARATION).isEmpty()) {
      candidates.add(new Candidate(entry, new Found(entry.tag(), unit, ordinal)));
    }
    entry.children().forEach(child -> walk(child, unit));
  }

  private static boolean hasOrigin(Entry entry) {
    return ORIGINS.stream().anyMatch(name -> entry.value(name).isPresent());
  }

  /** What is to be found by each name, in the order of the file. */
  Map<String, List<Found>> byName() {
    Map<String, List<Found>> found = new TreeMap<>();
    for (Candidate candidate : candidates) {
      if (isPlaced(candidate.entry)) {
        for (String name : names(candidate.entry)) {
          found.computeIfAbsent(name, key -> new ArrayList<>(1)).add(candidate.found);
        }
      }
    }
    return found;
  }

  /** Code and variables count where they are, not where they are only described. */
  private boolean isPlaced(Entry entry) {
    Tag tag = entry.tag();
    if (tag.equals(Tag.VARIABLE)) {
      return entry.value(AttributeName.LOCATION).filter(IndexedEntries::isStatic).isPresent();
    }
    boolean isCode =
        tag.equals(Tag.SUBPROGRAM) || tag.equals(Tag.INLINED_SUBROUTINE) || tag.equals(Tag.LABEL);
    return !isCode || PLACES.stream().anyMatch(place -> value(entry, place).isPresent());
  }

  private static boolean isStatic(AttributeValue location) {
    if (location instanceof Expression expression) {
      return ExpressionWriter.isStatic(expression.code());
    }
    return location instanceof Locations list
        && list.entries().stream().anyMatch(each -> ExpressionWriter.isStatic(each.expression()));
  }

  private List<String> names(Entry entry) {
    List<String> names = new ArrayList<>();
    Optional<String> name = text(entry, AttributeName.NAME);
    if (name.isPresent()) {
      names.add(name.get());
    } else if (entry.tag().equals(Tag.NAMESPACE)) {
      names.add(UNNAMED_NAMESPACE);
    }
    if (entry.tag().equals(Tag.SUBPROGRAM) || entry.tag().equals(Tag.INLINED_SUBROUTINE)) {
      text(entry, AttributeName.LINKAGE_NAME)
          .filter(each -> !names.contains(each))
          .ifPresent(names::add);
    }
    return names;
  }

  private Optional<String> text(Entry entry, AttributeName name) {
    return value(entry, name)
        .filter(AttributeValue.Text.class::isInstance)
        .map(value -> ((AttributeValue.Text) value).text());
  }

  /** What an entry says, or the one that it is a copy of. */
  private Optional<AttributeValue> value(Entry given, AttributeName name) {
    Entry entry = given;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      Optional<AttributeValue> value = entry.value(name);
      Optional<Entry> origin = origin(entry);
      if (value.isPresent() || origin.isEmpty()) {
        return value;
      }
      entry = origin.get();
    }
    return Optional.empty();
  }

  private Optional<Entry> origin(Entry entry) {
    for (AttributeName name : ORIGINS) {
      Optional<Reference> reference = entry.reference(name);
      if (reference.isPresent()) {
        return Optional.ofNullable(origins.get(reference.get()));
      }
    }
    return Optional.empty();
  }
}
