package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FocalKernelsTest {
  @Test
  void withTheVectorModuleTheVectorKernelIsChosenInSilence() throws Exception {
    String said = run("--add-modules", "jdk.incubator.vector");
    assertThat(said).contains("chosen: VectorFocalKernel").doesNotContain("slow scalar kernel");
  }

  @Test
  void withoutTheVectorModuleTheScalarTwinIsChosenWithOneWarning() throws Exception {
    String said = run();
    assertThat(said)
        .contains("chosen: ScalarFocalKernel")
        .contains("--add-modules jdk.incubator.vector")
        .containsOnlyOnce("slow scalar kernel");
  }

  private static String run(String... options)
      throws IOException, InterruptedException, URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(place(FocalLoss.class) + File.pathSeparator + place(ChosenKernel.class));
    command.add(ChosenKernel.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static String place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
