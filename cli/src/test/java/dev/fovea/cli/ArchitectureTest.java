package dev.fovea.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** The design's arrows and habits, held by a test: this module sees all others. */
class ArchitectureTest {
  private static final String[] LIBRARY = {
    "dev.fovea.core..",
    "dev.fovea.data..",
    "dev.fovea.model..",
    "dev.fovea.nn..",
    "dev.fovea.onnx..",
    "dev.fovea.report.."
  };
  private static final JavaClasses FOVEA =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.fovea");

  @Test
  void everyModuleIsSeen() {
    assertThat(FOVEA)
        .extracting(HasName::getName)
        .contains("dev.fovea.core.Detector", "dev.fovea.cli.Fovea");
  }

  @Test
  void arrowsPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("core")
        .definedBy("dev.fovea.core..")
        .layer("data")
        .definedBy("dev.fovea.data..")
        .layer("model")
        .definedBy("dev.fovea.model..")
        .layer("nn")
        .definedBy("dev.fovea.nn..")
        .layer("onnx")
        .definedBy("dev.fovea.onnx..")
        .layer("report")
        .definedBy("dev.fovea.report..")
        .layer("cli")
        .definedBy("dev.fovea.cli..")
        .whereLayer("core")
        .mayNotAccessAnyLayer()
        .whereLayer("data")
        .mayOnlyAccessLayers("core")
        .whereLayer("model")
        .mayOnlyAccessLayers("core")
        .whereLayer("nn")
        .mayOnlyAccessLayers("core", "data", "model")
        .whereLayer("onnx")
        .mayOnlyAccessLayers("core", "data", "model")
        .whereLayer("report")
        .mayOnlyAccessLayers("core", "data", "model")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(FOVEA);
  }

  @Test
  void coreNeedsTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("dev.fovea.core..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("dev.fovea.core..", "java..", "javax..", "jdk.incubator.vector.."))
        .check(FOVEA);
  }

  @Test
  void libtorchIsKnownToTheNetworkOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fovea.nn..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco.pytorch..")
        .check(FOVEA);
  }

  @Test
  void onnxRuntimeIsKnownToItsModuleOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fovea.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .check(FOVEA);
  }

  @Test
  void openCvIsKnownToImagesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fovea.data.image..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco.opencv..")
        .check(FOVEA);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.fovea.(**)").should().beFreeOfCycles().check(FOVEA);
  }

  @Test
  void exceptionsAreSpecific() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(FOVEA);
  }

  @Test
  void librariesLeaveStandardStreamsAlone() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(FOVEA.that(resideInAnyPackage(LIBRARY)));
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(FOVEA);
  }
}
