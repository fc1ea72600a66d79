package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.MethodSummary;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.Types;

/**
 * What is known of the program so far: methods, fields, parameters of methods that only known code
 * calls. It only grows; whoever asked is told when it does.
 */
final class Knowledge {
  private final Types types;
  private final Map<MethodReference, MethodSummary> summaries = new HashMap<>();
  private final Map<FieldReference, Cell> fields = new HashMap<>();
  private final Map<FieldReference, Seen> seen = new HashMap<>();
  private final Map<FieldReference, Support> fieldSupports = new HashMap<>();
  private final Map<MethodScan.Parameter, Cell> parameters = new HashMap<>();
  private final Map<Object, Set<MethodCode>> readers = new LinkedHashMap<>();
  private final Map<MethodReference, Integer> summaryChanges = new HashMap<>();

  /** What a field holds, in terms of its writers' premises, and as readers see it. */
  private record Seen(Fact own, Fact view) {}

  Knowledge(Types types) {
    this.types = types;
  }

  private void subscribe(Object key, MethodCode reader) {
    readers.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(reader);
  }

  /** Whoever has asked for something. */
  Set<MethodCode> readersOf(Object key) {
    return readers.getOrDefault(key, Set.of());
  }

  /** A method's summary in terms of its own premises; empty before its first analysis. */
  Optional<MethodSummary> summary(MethodReference method, MethodCode reader) {
    subscribe(method, reader);
    return summary(method);
  }

  Optional<MethodSummary> summary(MethodReference method) {
    return Optional.ofNullable(summaries.get(method));
  }

  /** What a field was seen to be given; empty if nothing was. */
  Optional<Fact> field(FieldReference field, MethodCode reader) {
    subscribe(field, reader);
    return field(field);
  }

  Optional<Fact> field(FieldReference field) {
    @Nullable Cell cell = fields.get(field);
    return cell == null ? Optional.empty() : cell.fact();
  }

  /** A field's content as its readers see it; worked out when it changes, not for each of them. */
  @SuppressWarnings("ReferenceEquality") // a fact that changes is a new one
  Fact seen(FieldReference field, Fact own, UnaryOperator<Fact> view) {
    @Nullable Seen last = seen.get(field);
    if (last == null || last.own() != own) {
      last = new Seen(own, view.apply(own));
      seen.put(field, last);
    }
    return last.view();
  }

  /** Methods that asked for a field to which nothing was seen to be given. */
  Set<MethodCode> unwrittenFieldReaders() {
    Set<MethodCode> found = new LinkedHashSet<>();
    readers.forEach(
        (key, methods) -> {
          if (key instanceof FieldReference field && field(field).isEmpty()) {
            found.addAll(methods);
          }
        });
    return found;
  }

  /** What a parameter was seen to be given; empty if nothing was. */
  Optional<Fact> parameter(MethodScan.Parameter parameter) {
    @Nullable Cell cell = parameters.get(parameter);
    return cell == null ? Optional.empty() : cell.fact();
  }

  /** Joins in; returns whether more is possible now. */
  boolean addField(FieldReference field, Fact fact) {
    return fields.computeIfAbsent(field, k -> new Cell()).add(fact, types);
  }

  /** Everything said of a field rests on this too. */
  void addFieldSupport(FieldReference field, Support support) {
    fieldSupports.merge(field, support, Support::union);
  }

  Support fieldSupport(FieldReference field) {
    return fieldSupports.getOrDefault(field, Support.NONE);
  }

  boolean addParameter(MethodScan.Parameter parameter, Fact fact) {
    return parameters.computeIfAbsent(parameter, k -> new Cell()).add(fact, types);
  }

  /** Replaces a summary by one that includes both; returns whether more is possible now. */
  boolean addSummary(MethodReference method, MethodSummary summary) {
    @Nullable MethodSummary before = summaries.get(method);
    if (before == null) {
      summaries.put(method, summary);
      return true;
    }
    int changes = summaryChanges.merge(method, 1, Integer::sum);
    MethodSummary joined = Summaries.join(before, summary, types, changes);
    summaries.put(method, joined);
    return !Summaries.saySame(before, joined);
  }
}
