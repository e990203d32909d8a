package io.footnote.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.footnote.ingest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule tikaOnlyInParse =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.footnote.ingest.parse")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.tika..",
              "com.optimaize..",
              "org.jsoup..",
              "org.commonmark..",
              "org.apache.commons.csv..");

  @ArchTest
  static final ArchRule sourcesKnowTheirLibrariesAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.footnote.ingest.source")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hc..");

  @ArchTest
  static final ArchRule noVendorOfOtherModules =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.lucene..", "ai.onnxruntime..", "ai.djl..", "io.javalin..");

  @ArchTest
  static final ArchRule productionUsesNoFakes =
      noClasses()
          .that()
          .resideOutsideOfPackage("..testing..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..testing..");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.footnote.ingest.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule partsDoNotKnowThePipeline =
      noClasses()
          .that()
          .resideInAnyPackage("io.footnote.ingest.(source|parse|chunk)..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.footnote.ingest");

  @ArchTest
  static final ArchRule noEnvironment =
      noClasses().should().callMethod(System.class, "getenv", String.class);
}
