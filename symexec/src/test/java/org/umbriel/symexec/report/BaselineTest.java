package org.umbriel.symexec.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.Level;
import org.umbriel.metadata.site.SiteId;

/** A report of either format serves as the next run's baseline. */
final class BaselineTest {
  private static final CheckReport REPORT = Reports.with(Optional.empty());
  private static final Set<SiteId> REFUTED =
      Set.of(Reports.id(CheckKind.ARRAY_BOUNDS, 0), Reports.id(CheckKind.ARRAY_BOUNDS, 1));

  @Test
  void readsJson() throws IOException {
    StringWriter json = new StringWriter();
    JsonReport.write(REPORT, true, json);
    assertEquals(REFUTED, Baseline.read(new StringReader(json.toString())));
  }

  @Test
  void readsSarif() throws IOException {
    StringWriter sarif = new StringWriter();
    SarifReport.write(REPORT, sarif);
    assertEquals(REFUTED, Baseline.read(new StringReader(sarif.toString())));
  }

  @Test
  void refusesWhatIsNeither() {
    assertThrows(IOException.class, () -> Baseline.read(new StringReader("{\"id\": \"x\"}")));
    assertThrows(IOException.class, () -> Baseline.read(new StringReader("not json")));
    assertThrows(
        IOException.class,
        () ->
            Baseline.read(
                new StringReader(
                    "{\"schema\": \"umbriel-check/1\", \"id\": \"x\", \"verdict\": \"refuted\"}")));
  }

  @Test
  void knownFindingsAreNotNew() {
    CheckReport again = Reports.with(Optional.of(Set.of(Reports.id(CheckKind.ARRAY_BOUNDS, 0))));
    assertEquals(List.of(Level.NOTE), again.newFindings().stream().map(Finding::level).toList());
  }
}
