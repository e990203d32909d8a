package io.footnote.serve.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.footnote.serve.server", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule onlyHttpKnowsTheWebServer =
      noClasses()
          .that()
          .resideOutsideOfPackages("..server.http..", "..server.mcp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule onlyOtelKnowsOpenTelemetry =
      noClasses()
          .that()
          .resideOutsideOfPackage("..server.otel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("..server.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  @ArchTest
  static final ArchRule onlyAppReadsTheEnvironment =
      noClasses()
          .that()
          .resideOutsideOfPackage("..server.app..")
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getenv");

  @ArchTest
  static final ArchRule noFakesInProduction =
      noClasses().should().dependOnClassesThat().resideInAPackage("..testing..");

  @ArchTest
  static final ArchRule noVendorOfOtherModules =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.lucene..", "org.apache.tika..", "ai.onnxruntime..");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.footnote.serve.server.(*)..").should().beFreeOfCycles();
}
