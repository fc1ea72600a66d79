package org.umbriel.metadata.describe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;

/**
 * What is known about a class beyond its class file.
 *
 * @param undecided check sites about which nobody has said anything
 * @param verdicts check sites, and what was decided about them
 * @param contracts what the class's own methods require
 */
public record ClassRecords(
    List<CheckSite> undecided, List<SiteVerdict> verdicts, List<Contract> contracts) {
  public static final ClassRecords NONE = new ClassRecords(List.of(), List.of(), List.of());

  public ClassRecords {
    undecided = List.copyOf(undecided);
    verdicts = List.copyOf(verdicts);
    contracts = List.copyOf(contracts);
  }

  /** The check sites of a class about which nothing is known. */
  public static ClassRecords undecided(ClassUnit unit) {
    List<CheckSite> sites =
        unit.methods().stream()
            .flatMap(method -> SiteFinder.sitesIn(method, ContractSource.NONE).stream())
            .toList();
    return new ClassRecords(sites, List.of(), List.of());
  }

  /** Whether each record is about a method of the class, and each site about an instruction. */
  boolean fit(ClassUnit unit) {
    Map<MethodReference, MethodCode> methods = new HashMap<>();
    unit.methods().forEach(method -> methods.putIfAbsent(method.reference(), method));
    return contracts.stream().allMatch(contract -> methods.containsKey(contract.method()))
        && undecided.stream().allMatch(site -> fits(site, methods))
        && verdicts.stream().allMatch(verdict -> fits(verdict.site(), methods));
  }

  private static boolean fits(CheckSite site, Map<MethodReference, MethodCode> methods) {
    MethodCode method = methods.get(site.id().method());
    return method != null && fits(site, method);
  }

  /** Whether a site stands at an instruction of the method, or nowhere at all. */
  static boolean fits(CheckSite site, MethodCode method) {
    return site.instruction() == -1
        || (site.instruction() >= 0
            && site.instruction() < method.instructions().size()
            && site.bytecodeIndex() == method.bytecodeIndex(site.instruction()));
  }
}
