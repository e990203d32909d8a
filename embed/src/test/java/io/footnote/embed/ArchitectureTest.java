package io.footnote.embed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.footnote.embed",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onnxRuntimeAndTokenizerOnlyInOnnx =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.footnote.embed.onnx")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("io.footnote.embed.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule rootKnowsNeitherOnnxNorTesting =
      noClasses()
          .that()
          .resideInAPackage("io.footnote.embed")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.footnote.embed.onnx", "io.footnote.embed.testing");

  @ArchTest
  static final ArchRule productionImportsNoFakes =
      noClasses()
          .that()
          .resideOutsideOfPackage("..testing")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..testing");

  @ArchTest
  static final ArchRule environmentIsReadByTheAppAlone =
      noClasses().should().callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule knowsNoOtherModule =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.footnote.index..",
              "io.footnote.ingest..",
              "io.footnote.serve..",
              "io.footnote.eval..");
}
