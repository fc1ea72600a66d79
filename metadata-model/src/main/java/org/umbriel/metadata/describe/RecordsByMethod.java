package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;

/** The records of a class, method by method. */
final class RecordsByMethod {
  private final Map<MethodReference, Integer> ordinals = new HashMap<>();
  private final List<MethodRecords> byOrdinal = new ArrayList<>();

  private RecordsByMethod(List<MethodCode> methods) {
    for (MethodCode method : methods) {
      ordinals.putIfAbsent(method.reference(), byOrdinal.size());
      byOrdinal.add(new MethodRecords(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }
  }

  /** The records of one method. */
  record MethodRecords(
      List<CheckSite> undecided, List<SiteVerdict> verdicts, List<Contract> contracts) {}

  /**
   * @throws IllegalArgumentException if a record is about what is no method of the class
   */
  static RecordsByMethod of(DescribedClass described) {
    RecordsByMethod all = new RecordsByMethod(described.unit().methods());
    ClassRecords records = described.records();
    for (CheckSite site : records.undecided()) {
      all.find(site.id().method()).undecided().add(site);
    }
    for (SiteVerdict verdict : records.verdicts()) {
      all.find(verdict.site().id().method()).verdicts().add(verdict);
    }
    for (Contract contract : records.contracts()) {
      all.find(contract.method()).contracts().add(contract);
    }
    return all;
  }

  private MethodRecords find(MethodReference method) {
    Integer ordinal = ordinals.get(method);
    if (ordinal == null) {
      throw new IllegalArgumentException("a record is about " + method + ", which is not there");
    }
    return byOrdinal.get(ordinal);
  }

  MethodRecords of(int methodOrdinal) {
    return byOrdinal.get(methodOrdinal);
  }
}
