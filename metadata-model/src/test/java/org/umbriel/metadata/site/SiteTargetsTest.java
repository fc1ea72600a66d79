package org.umbriel.metadata.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.testing.JavaSource;

/** Targets that say on each line which sites it has; a missing or unlisted one fails. */
final class SiteTargetsTest {

  @ParameterizedTest
  @ValueSource(strings = {"ImplicitChecks", "Initialisers", "ArrayStores"})
  void eachLineHasItsSites(String name) {
    JavaSource source = JavaSource.resource(SiteTargetsTest.class, "targets/" + name + ".java");
    Map<Integer, List<String>> actual = new TreeMap<>();
    for (ClassUnit unit : source.compile()) {
      for (MethodCode method : unit.methods()) {
        for (CheckSite site : SiteFinder.sitesIn(method, ContractSource.NONE)) {
          actual.computeIfAbsent(site.line(), l -> new ArrayList<>()).add(text(site));
        }
      }
    }

    assertEquals(sorted(source.expectations()), sorted(actual));
  }

  private static String text(CheckSite site) {
    return site.kind() + (site.trivial() ? " trivial" : "");
  }

  private static String sorted(Map<Integer, List<String>> byLine) {
    StringBuilder text = new StringBuilder();
    byLine.forEach(
        (line, sites) ->
            text.append(line).append(": ").append(sites.stream().sorted().toList()).append('\n'));
    return text.toString();
  }
}
