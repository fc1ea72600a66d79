package org.umbriel.metadata.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.elf.ElfReader;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.testing.Tool;

/**
 * Whole jars, all of whose sites carry a verdict: those that these tests run with, and any that
 * {@code -Dumbriel.jars=A.jar:B.jar} names.
 */
class JarDescriptionTest {
  private static final String BUILD_ID = "0".repeat(40);
  private static final Pattern LIBRARIES = Pattern.compile("asm(-tree)?-[0-9.]*\\.jar");

  static Stream<Path> jars() {
    String classPath = System.getProperty("java.class.path") + File.pathSeparator;
    return Stream.concat(
            Arrays.stream(classPath.split(File.pathSeparator))
                .filter(jar -> LIBRARIES.matcher(new File(jar).getName()).matches()),
            Arrays.stream(System.getProperty("umbriel.jars", "").split(File.pathSeparator))
                .filter(jar -> !jar.isEmpty()))
        .map(Path::of);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void descriptionIsSoundAndComplete(Path jar, @TempDir Path folder) throws Exception {
    List<DescribedClass> classes = classes(jar);
    byte[] file = Descriptions.write(BUILD_ID, jar.getFileName().toString(), classes);

    List<RecordedClass> expected =
        classes.stream()
            .map(
                c ->
                    new RecordedClass(c.ordinal(), c.unit().name(), c.unit().digest(), c.records()))
            .toList();
    assertEquals(expected, Descriptions.read(file));
    assertEquals(
        Descriptions.describe(jar.getFileName().toString(), classes),
        DwarfReader.open(ElfReader.read(file)).read());

    Path path = Files.write(folder.resolve("jar.debug"), file);
    String verdict = Tool.find("llvm-dwarfdump").run("--verify", path);
    assertTrue(verdict.contains("No errors."), verdict);
    assertFalse(verdict.contains("warning:"), verdict);
    long sites = classes.stream().mapToLong(c -> c.records().verdicts().size()).sum();
    String shown = Tool.find("llvm-dwarfdump").run("--debug-info", path);
    assertEquals(sites, shown.lines().filter(l -> l.contains("DW_TAG_unknown_5500")).count());
    String dump = Tool.find("readelf").run("--debug-dump=info,abbrev,line,str", path);
    assertFalse(dump.contains("readelf: "), () -> dump.substring(dump.indexOf("readelf: ")));
  }

  private static List<DescribedClass> classes(Path jar) throws Exception {
    Archive archive = Archive.read(jar.toString(), Files.readAllBytes(jar), Limits.DEFAULT);
    Random random = new Random(1);
    List<DescribedClass> classes = new ArrayList<>();
    for (ClassFile file : archive.classes()) {
      ClassUnit unit = ClassDecoder.decode(file);
      List<SiteVerdict> verdicts = new ArrayList<>();
      List<Contract> contracts = new ArrayList<>();
      for (MethodCode method : unit.methods()) {
        for (CheckSite site : SiteFinder.sitesIn(method, ContractSource.NONE)) {
          verdicts.add(new SiteVerdict(site, verdict(method, random), Tier.FACTS));
        }
        contracts.add(Contract.nonNull(method.reference(), 0, "p0", Contract.Origin.DEFAULT));
      }
      classes.add(
          new DescribedClass(
              classes.size(), unit, new ClassRecords(List.of(), verdicts, contracts)));
    }
    return classes;
  }

  private static Verdict verdict(MethodCode method, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Verdict.Proven(Set.of());
      case 1 -> new Verdict.Proven(Set.of(new Assumption.NotOverridden(method.reference())), true);
      case 2 -> new Verdict.Unproven(Reason.UNKNOWN_CALLEE, "a.b()");
      default -> new Verdict.Unproven(Reason.LOOP_BOUND, "");
    };
  }
}
