package io.footnote.serve.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

@AnalyzeClasses(
    packages = "io.footnote.serve.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ENGINE = "io.footnote.serve.engine";
  private static final String[] FEATURES = {
    ENGINE + ".retrieve..",
    ENGINE + ".assemble..",
    ENGINE + ".cite..",
    ENGINE + ".guard..",
    ENGINE + ".access..",
    ENGINE + ".job..",
    ENGINE + ".erase..",
    ENGINE + ".extract..",
    ENGINE + ".decide..",
    ENGINE + ".rewrite..",
    ENGINE + ".route..",
    ENGINE + ".memory..",
    ENGINE + ".cache.."
  };

  @ArchTest
  static final ArchRule layersImportOnlyThoseBeforeThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(ENGINE + "..")
          .layer("model")
          .definedBy(ENGINE + ".model..")
          .layer("foundations")
          .definedBy(
              ENGINE + ".llm..",
              ENGINE + ".trace..",
              ENGINE + ".state..",
              ENGINE + ".text..",
              ENGINE + ".read..",
              ENGINE + ".calibrate..")
          .layer("features")
          .definedBy(FEATURES)
          .layer("compositions")
          .definedBy(ENGINE + ".search..", ENGINE + ".answer..")
          .layer("root")
          .definedBy(ENGINE, ENGINE + ".testing..")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("compositions")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("features")
          .mayOnlyBeAccessedByLayers("compositions", "root")
          .whereLayer("foundations")
          .mayOnlyBeAccessedByLayers("features", "compositions", "root");

  @ArchTest
  static final ArchRule featuresDoNotImportEachOther =
      slices().assignedFrom(new Features()).should().notDependOnEachOther();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule productionUsesNoFakes =
      noClasses()
          .that()
          .resideOutsideOfPackage("..testing..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..testing..");

  @ArchTest
  static final ArchRule vendorsStayWhereTheyBelong =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.lucene..", "org.apache.tika..", "ai.onnxruntime..", "ai.djl..");

  @ArchTest
  static final ArchRule theEnvironmentIsReadByTheServerAlone =
      noClasses().should().callMethod(System.class, "getenv", String.class);

  /** Each feature package is a slice; other classes belong to none. */
  private static final class Features implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      for (String feature : FEATURES) {
        if (PackageMatcher.of(feature).matches(javaClass.getPackageName())) {
          return SliceIdentifier.of(feature);
        }
      }
      return SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "features";
    }
  }
}
