package org.umbriel.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of the house: who may import whom. */
class ArchitectureTest {
  private static final JavaClasses UMBRIEL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(place -> !place.contains("-tests.jar"))
          .importPackages("org.umbriel");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.umbriel.(**)").should().beFreeOfCycles().check(UMBRIEL);
  }

  @Test
  void modulesDependDownwards() {
    noClasses()
        .that()
        .resideInAPackage("org.umbriel.metadata..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.umbriel..").and(not(resideInAPackage("org.umbriel.metadata.."))))
        .check(UMBRIEL);
    noClasses()
        .that()
        .resideInAPackage("org.umbriel.symexec..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.umbriel.rewriter..",
            "org.umbriel.proxy..",
            "org.umbriel.cli..",
            "org.umbriel.nativeinterop..",
            "org.umbriel.shadow..")
        .check(UMBRIEL);
    noClasses()
        .that()
        .resideInAnyPackage("org.umbriel.rewriter..", "org.umbriel.proxy..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.umbriel.symexec..", "org.umbriel.cli..", "org.umbriel.nativeinterop..")
        .check(UMBRIEL);
    classes()
        .that()
        .resideInAPackage("org.umbriel.nativeinterop..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "com.sun.jna..",
                "org.objectweb.asm..",
                "org.umbriel.metadata..",
                "org.umbriel.nativeinterop.."))
        .check(UMBRIEL);
    noClasses()
        .that()
        .resideInAPackage("org.umbriel.nativeinterop..")
        .and()
        .resideOutsideOfPackage("org.umbriel.nativeinterop.bind")
        .and()
        .doNotHaveSimpleName("CompiledCallWriter")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.objectweb.asm..")
        .check(UMBRIEL);
    noClasses()
        .that()
        .resideInAPackage("org.umbriel.rewriter..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.umbriel.proxy..")
        .check(UMBRIEL);
  }

  @Test
  void solverStaysBehindItsFacade() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.umbriel.symexec.solver.z3..", "org.umbriel.symexec.compete.horn..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.microsoft.z3..", "tools.aqua..")
        .check(UMBRIEL);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.umbriel.symexec.solver.cvc5..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.github.cvc5..")
        .check(UMBRIEL);
  }

  @Test
  void nativeCallsStayInNativeInterop() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.umbriel.nativeinterop..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(UMBRIEL);
  }

  @Test
  void nettyStaysInTheHttpShell() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.umbriel.proxy.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(UMBRIEL);
  }

  @Test
  void runtimeNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("org.umbriel.shadow..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.umbriel.shadow.."))
        .check(UMBRIEL);
  }

  @Test
  void theAgentNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("org.umbriel.agent..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "javax.crypto..", "org.umbriel.agent.."))
        .check(UMBRIEL);
  }

  @Test
  void dwarfIsALibraryOfItsOwn() {
    classes()
        .that()
        .resideInAnyPackage(
            "org.umbriel.metadata.elf..",
            "org.umbriel.metadata.dwarf..",
            "org.umbriel.metadata.entry..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "io.airlift.compress..",
                "org.umbriel.metadata.elf..",
                "org.umbriel.metadata.dwarf..",
                "org.umbriel.metadata.entry.."))
        .check(UMBRIEL);
  }

  @Test
  void readingAndWritingDwarfAreHalves() {
    noClasses()
        .that()
        .resideInAPackage("org.umbriel.metadata.dwarf.read..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.umbriel.metadata.dwarf.write..")
        .check(UMBRIEL);
    noClasses()
        .that()
        .resideInAPackage("org.umbriel.metadata.dwarf.write..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.umbriel.metadata.dwarf.read..")
        .check(UMBRIEL);
  }

  @Test
  void internalPackagesArePrivateToTheirModule() {
    for (String module :
        new String[] {"metadata", "symexec", "rewriter", "proxy", "nativeinterop", "cli"}) {
      noClasses()
          .that()
          .resideOutsideOfPackage("org.umbriel." + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.umbriel." + module + "..internal..")
          .check(UMBRIEL);
    }
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that(resideInAPackage("org.umbriel..").and(not(resideInAPackage("org.umbriel.cli.."))))
        .should()
        .accessField(System.class, "out")
        .check(UMBRIEL);
  }

  @Test
  void nothingMutableIsStatic() {
    noFields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(
            "org.umbriel.metadata..",
            "org.umbriel.symexec..",
            "org.umbriel.rewriter..",
            "org.umbriel.proxy..",
            "org.umbriel.nativeinterop..",
            "org.umbriel.cli..")
        .should()
        .notBeFinal()
        .check(UMBRIEL);
  }
}
