package io.footnote.index;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.footnote.index");

  @Test
  void luceneStaysInItsPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.footnote.index.lucene")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.lucene..")
        .check(CLASSES);
  }

  @Test
  void noCyclesBetweenPackages() {
    slices().matching("io.footnote.index.(*)..").should().beFreeOfCycles().check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("io.footnote.index.model", "io.footnote.index.fuse")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.footnote.index", "io.footnote.index.lucene")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.footnote.index")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.footnote.index.lucene")
        .check(CLASSES);
  }

  @Test
  void knowsNoOtherModuleAndNoEnvironment() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.footnote.embed..",
            "io.footnote.ingest..",
            "io.footnote.serve..",
            "io.footnote.eval..")
        .check(CLASSES);
    noClasses().should().callMethod(System.class, "getenv").check(CLASSES);
    noClasses().should().callMethod(System.class, "getenv", String.class).check(CLASSES);
  }
}
