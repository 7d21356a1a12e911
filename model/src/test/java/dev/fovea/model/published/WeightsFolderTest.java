package dev.fovea.model.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFolderTest {
  /** Of the three letters {@code abc}: FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path home;

  private static PublishedWeights weights(String digits) {
    return new PublishedWeights(
        "abc",
        PublishedWeights.Kind.BACKBONE,
        "resnet18",
        "resnet",
        "ABC",
        URI.create("https://files.example.org/models/abc.pth"),
        0.001,
        digits,
        "none",
        "none",
        0);
  }

  @AfterEach
  void usualHome() {
    System.clearProperty(WeightsFolder.HOME_PROPERTY);
  }

  @Test
  void theDigestIsThatOfTheStandard() throws IOException {
    assertThat(WeightsFolder.sha256(Files.writeString(home.resolve("abc"), "abc"))).isEqualTo(ABC);
  }

  @Test
  void aFileIsTakenWhoseDigestBeginsAsPublished() throws IOException {
    WeightsFolder folder = new WeightsFolder(home);
    Files.writeString(home.resolve("abc.pth"), "abc");
    assertThat(folder.require(weights(ABC.substring(0, 8)))).isEqualTo(home.resolve("abc.pth"));
    assertThat(folder.require(weights(ABC))).isEqualTo(home.resolve("abc.pth"));
    assertThatThrownBy(() -> folder.require(weights(ABC.replace("15ad", "15ae"))))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("is not abc");
  }

  @Test
  void whatIsNotHereIsSaidWithBothWaysToGetIt() {
    assertThatThrownBy(() -> new WeightsFolder(home).require(weights(ABC)))
        .hasMessageContaining("`fovea weights fetch abc`")
        .hasMessageContaining(
            "get https://files.example.org/models/abc.pth and copy it to "
                + home.resolve("abc.pth"));
  }

  @Test
  void thePropertyNamesTheHome() {
    System.setProperty(WeightsFolder.HOME_PROPERTY, home.toString());
    assertThat(WeightsFolder.standard().path()).isEqualTo(home.resolve("weights"));
  }
}
