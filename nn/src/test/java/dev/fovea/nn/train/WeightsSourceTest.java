package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.model.recognise.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code model.weights} names. */
class WeightsSourceTest {
  private static final String HOME = "fovea.home";
  private static final String FILE = "weights/resnet18-f37072fd.pth";

  @TempDir private Path home;

  @BeforeEach
  void emptyHome() {
    System.setProperty(HOME, home.toString());
  }

  @AfterEach
  void usualHome() {
    System.clearProperty(HOME);
  }

  @Test
  void publishedWeightsThatAreNotHereAreAskedForAndNotFetched() {
    assertThatThrownBy(() -> WeightsSource.located("resnet18_v1"))
        .hasMessageContaining("not here yet: `fovea weights fetch resnet18_v1`")
        .hasMessageContaining("copy it to " + home.resolve(FILE));
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void anotherFileInTheirPlaceIsNotTaken() throws IOException {
    Files.createDirectories(home.resolve("weights"));
    Files.writeString(home.resolve(FILE), "abc"); // SHA-256 ba7816bf…, FIPS 180-2
    assertThatThrownBy(() -> WeightsSource.located("resnet18_v1"))
        .hasMessageContaining("begins with ba7816bf, the published one with f37072fd");
  }

  @Test
  void aFileIsAFile() throws IOException {
    Path file = Files.writeString(home.resolve("mine.pth"), "");
    assertThat(WeightsSource.located(file.toString())).isEqualTo(file);
    assertThat(WeightsSource.flavour(file.toString())).isEmpty();
  }

  @Test
  void aNameThatIsNeitherIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> WeightsSource.located("resnet18_v2"))
        .hasMessageContaining("no file or folder resnet18_v2")
        .hasMessageContaining("did you mean resnet18_v1?");
  }

  @ParameterizedTest
  @CsvSource({"resnet50_v1, resnet", "retinanet_resnet50_fpn_coco, torchvision_coco_v1"})
  void theNameTellsWhoseWeightsTheyAre(String name, String flavour) {
    assertThat(WeightsSource.flavour(name).map(Flavour::name)).contains(flavour);
  }
}
