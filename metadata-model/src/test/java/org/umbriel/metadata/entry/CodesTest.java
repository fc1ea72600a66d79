package org.umbriel.metadata.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodesTest {

  @Test
  void standardCodesHaveTheirNames() {
    assertEquals("DW_TAG_compile_unit", Tag.of(0x11).fullName());
    assertEquals("DW_AT_high_pc", AttributeName.of(0x12).fullName());
    assertEquals("DW_FORM_implicit_const", Form.of(0x21).orElseThrow().fullName());
    assertEquals("DW_OP_breg31", OperationCode.of(0x8f).fullName());
    assertEquals("DW_LANG_Java", AttributeName.LANGUAGE.valueCode(11).orElseThrow().fullName());
  }

  @Test
  void unknownCodesAreKeptAndPrinted() {
    assertEquals(0x4a7f, Tag.of(0x4a7f).value());
    assertEquals("DW_TAG_unknown_4a7f", Tag.of(0x4a7f).toString());
    assertEquals(Tag.of(0x4a7f), Tag.of(0x4a7f));
    assertEquals("unknown_00ff", OperationCode.of(0xff).shortName());
  }

  /** DWARF 5, 7.5.3 and 7.5.4: DW_TAG_lo_user to hi_user, DW_AT_lo_user to hi_user. */
  @Test
  void oursLieInTheVendorRangeAndSayWhatTheyMean() {
    for (Tag tag : Tag.all()) {
      assertOurs(tag, 0x4080, 0xffff);
    }
    for (AttributeName name : AttributeName.all()) {
      assertOurs(name, 0x2000, 0x3fff);
    }
  }

  private static void assertOurs(Code code, int low, int high) {
    Definition definition = code.definition().orElseThrow();
    boolean ours = definition.vendor() == Vendor.UMBRIEL;
    assertEquals(ours, !definition.meaning().isEmpty(), code::fullName);
    assertEquals(ours, definition.name().startsWith("UMBRIEL_"), code::fullName);
    if (ours) {
      assertTrue(code.value() >= low && code.value() <= high, code::fullName);
    }
  }

  @Test
  void namesAreUniqueInTheirFamily() {
    List<Code> all = new ArrayList<>();
    all.addAll(Tag.all());
    all.addAll(AttributeName.all());
    all.addAll(OperationCode.all());
    all.addAll(Language.all());
    all.addAll(Encoding.all());
    all.addAll(Accessibility.all());
    all.addAll(Virtuality.all());
    all.addAll(IndexAttribute.all());
    all.addAll(List.of(Form.values()));
    all.addAll(List.of(LineOpcode.values()));
    all.addAll(List.of(ExtendedLineOpcode.values()));
    all.addAll(List.of(LineContent.values()));
    all.addAll(List.of(UnitType.values()));
    Set<String> names = new HashSet<>();
    for (Code code : all) {
      assertTrue(names.add(code.fullName()), code::fullName);
    }
    assertFalse(names.isEmpty());
  }
}
