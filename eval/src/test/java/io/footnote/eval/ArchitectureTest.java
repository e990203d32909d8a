package io.footnote.eval;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules over all modules together; each module checks its own more closely. */
@AnalyzeClasses(packages = "io.footnote", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule modules_depend_in_one_direction =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("embed")
          .definedBy("io.footnote.embed..")
          .layer("index")
          .definedBy("io.footnote.index..")
          .layer("ingest")
          .definedBy("io.footnote.ingest..")
          .layer("engine")
          .definedBy("io.footnote.serve.engine..")
          .layer("server")
          .definedBy("io.footnote.serve.server..")
          .layer("eval")
          .definedBy("io.footnote.eval..")
          .whereLayer("eval")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("server")
          .mayOnlyBeAccessedByLayers("eval")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("server", "eval")
          .whereLayer("ingest")
          .mayOnlyBeAccessedByLayers("engine", "server", "eval")
          .whereLayer("embed")
          .mayOnlyBeAccessedByLayers("ingest", "engine", "server", "eval")
          .whereLayer("index")
          .mayOnlyBeAccessedByLayers("ingest", "engine", "server", "eval");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.footnote.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule lucene_stays_in_its_package =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.footnote.index.lucene..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..");

  @ArchTest
  static final ArchRule tika_stays_in_its_package =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.footnote.ingest.parse..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.tika..");

  @ArchTest
  static final ArchRule onnx_and_the_tokenizer_stay_in_their_package =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.footnote.embed.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

  @ArchTest
  static final ArchRule the_web_server_stays_in_its_packages =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.footnote.serve.server.http..", "io.footnote.serve.server.mcp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

  /** A command that starts a fake for tests under load, and does nothing else. */
  private static final String MOCK_MODEL = "io.footnote.eval.cli.MockModelCommand";

  @ArchTest
  static final ArchRule production_imports_no_fakes =
      noClasses()
          .that()
          .resideOutsideOfPackage("..testing..")
          .and()
          .doNotHaveFullyQualifiedName(MOCK_MODEL)
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.footnote..testing..")
                  .as("reside in a 'testing' package of Footnote"));

  @ArchTest
  static final ArchRule the_environment_is_read_in_one_package =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.footnote.serve.server.app..")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule jackson_3_stays_out_of_our_types =
      noClasses().should().dependOnClassesThat().resideInAPackage("tools.jackson..");

  @ArchTest
  static final ArchRule names_say_what_things_are =
      noClasses().should().haveNameMatching(".*([.$]Default[A-Z]\\w*|Impl|Utils?|Helper|Manager)");
}
