package dev.fovea.model.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.model.Architecture;
import dev.fovea.model.recognise.BackboneFlavour;
import dev.fovea.model.recognise.DetectorFlavour;
import dev.fovea.model.recognise.Flavour;
import dev.fovea.model.recognise.Flavours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private final Catalogue catalogue = Catalogue.builtIn();

  @Test
  void everyBackboneOfTorchvisionsHasWeights() {
    assertThat(catalogue.weights())
        .extracting(PublishedWeights::name)
        .containsExactly(
            "resnet18_v1",
            "resnet34_v1",
            "resnet50_v1",
            "resnet50_v2",
            "resnet101_v1",
            "resnet101_v2",
            "resnext50_32x4d_v1",
            "resnext50_32x4d_v2",
            "retinanet_resnet50_fpn_coco",
            "retinanet_resnet50_fpn_v2_coco");
  }

  @Test
  void everyEntryFitsWhatFoveaKnows() {
    Set<String> files = new HashSet<>();
    for (PublishedWeights weights : catalogue.weights()) {
      assertThat(Architecture.BACKBONES).contains(weights.backbone());
      Flavour flavour = Flavours.named(weights.flavour());
      assertThat(flavour)
          .isInstanceOf(
              weights.kind() == PublishedWeights.Kind.DETECTOR
                  ? DetectorFlavour.class
                  : BackboneFlavour.class);
      assertThat(weights.url().getScheme()).isEqualTo("https");
      assertThat(weights.fileName()).endsWith("-" + weights.sha256() + ".pth");
      assertThat(weights.licence()).isNotBlank();
      assertThat(files.add(weights.fileName())).isTrue();
    }
  }

  /**
   * Counted by torchvision ({@code num_params}); its files hold these in float32, beside the
   * statistics of batch norm.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet18_v1, 11689512",
    "resnet34_v1, 21797672",
    "resnet50_v1, 25557032",
    "resnet50_v2, 25557032",
    "resnet101_v2, 44549160",
    "resnext50_32x4d_v2, 25028904",
    "retinanet_resnet50_fpn_coco, 34014999",
    "retinanet_resnet50_fpn_v2_coco, 38198935"
  })
  void theSizeIsThatOfTheParameters(String name, long parameters) {
    long bytes = catalogue.named(name).bytes();
    assertThat(bytes).isBetween(4 * parameters, 4 * parameters + 1_000_000);
  }

  @Test
  void thePublishersNameIsKnownToo() {
    assertThat(catalogue.named("ResNet50_Weights.IMAGENET1K_V2").name()).isEqualTo("resnet50_v2");
    assertThat(catalogue.named("RESNET50_V2").name()).isEqualTo("resnet50_v2");
  }

  @ParameterizedTest
  @CsvSource({
    "resnet50, did you mean resnet50_v1 or resnet50_v2?",
    "resnet5, did you mean resnet50_v1 or resnet50_v2?",
    "resnet18, did you mean resnet18_v1?",
    "resnet50_v3, did you mean resnet50_v1?",
    "retinanet_resnet50_fpn, did you mean retinanet_resnet50_fpn_coco or"
        + " retinanet_resnet50_fpn_v2_coco?",
    "yolo, `fovea weights list` shows all names"
  })
  void anUnknownNameIsAnsweredWithTheNearest(String name, String words) {
    assertThatThrownBy(() -> catalogue.named(name)).hasMessageContaining(words);
    assertThatThrownBy(() -> catalogue.meantBy(name))
        .hasMessageContaining("there is no file or folder " + name)
        .hasMessageContaining(words);
  }

  @Test
  void aPathIsNoName(@TempDir Path folder) {
    for (String path : List.of("runs/first", "resnet18.pth", folder.toString())) {
      assertThat(catalogue.meantBy(path)).isEmpty();
    }
    assertThat(catalogue.meantBy("resnet18_v1")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/w.pth, 12345678, ''",
    "https://a.example/w.pth, 1234567, has no digits of a SHA-256",
    "https://a.example/w.pth, 1234567X, has no digits of a SHA-256",
    "https://a.example/, 12345678, has no address of a file",
    "https://a.example/.., 12345678, has no address of a file",
    "file:/etc/passwd, 12345678, has no address of a file",
    "w.pth, 12345678, has no address of a file"
  })
  void onesOwnEntriesAreChecked(String url, String digits, String words, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("catalogue.json");
    Files.writeString(
        file,
        """
        {"source": "ours", "weights": [{"name": "w", "kind": "backbone", "backbone": "resnet18",
          "flavour": "resnet", "original": "w", "url": "%s", "mebibytes": 1, "sha256": "%s",
          "licence": "ours", "metric": "none", "published": 0}]}
        """
            .formatted(url, digits));
    if (words.isEmpty()) {
      assertThat(Catalogue.read(file).named("w").fileName()).isEqualTo("w.pth");
    } else {
      assertThatThrownBy(() -> Catalogue.read(file))
          .isInstanceOf(FoveaException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining(words);
    }
  }
}
