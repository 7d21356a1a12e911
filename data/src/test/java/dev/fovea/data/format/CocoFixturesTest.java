package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.core.eval.DetectedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of pycocotools 2.0.11, recorded by {@code make_expected.py} beside the fixtures. */
class CocoFixturesTest {
  private static final Path FIXTURES = Path.of("..", "..", "shared", "data", "eval_fixtures");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coco_val2017_subset_sim",
        "cocoapi_val2014_100",
        "fce_ignore",
        "fce_small",
        "syn_crowd_maxdets",
        "syn_perfect"
      })
  void everyFigureHasPycocotoolsBits(String name) throws IOException {
    Path fixture = FIXTURES.resolve(name);
    assumeTrue(Files.isDirectory(fixture), () -> fixture + " is not here");
    JsonNode expected = new ObjectMapper().readTree(fixture.resolve("expected.json").toFile());
    CocoTruth truth = CocoTruth.read(fixture.resolve("gt.json"));
    List<DetectedObject> detections = CocoResults.read(fixture.resolve("dt.json"), truth);

    CocoSummary summary = new CocoMetric().evaluate(truth.truth(), detections);

    checkFigures(summary, expected.get("stats"));
    checkClasses(truth, summary, expected.get("per_category"));
    JsonNode counts = expected.get("counts");
    assertThat(summary.counts())
        .isEqualTo(
            new CocoSummary.Counts(
                counts.get("images").intValue(),
                counts.get("gt").intValue(),
                counts.get("gt_iscrowd").intValue(),
                counts.get("detections").intValue()));
    checkRoundTrip(truth, detections);
  }

  private static void checkFigures(CocoSummary s, JsonNode expected) {
    double[] figures = {
      s.ap(), s.ap50(), s.ap75(), s.apSmall(), s.apMedium(), s.apLarge(),
      s.ar1(), s.ar10(), s.ar100(), s.arSmall(), s.arMedium(), s.arLarge()
    };
    List<String> keys =
        List.of(
            "AP", "AP50", "AP75", "AP_small", "AP_medium", "AP_large",
            "AR_1", "AR_10", "AR_100", "AR_small", "AR_medium", "AR_large");
    for (int i = 0; i < figures.length; i++) {
      assertThat(figures[i])
          .as(keys.get(i))
          .isEqualTo(expected.get(keys.get(i)).doubleValue());
    }
  }

  private static void checkClasses(CocoTruth truth, CocoSummary summary, JsonNode expected) {
    assertThat(summary.classes()).hasSize(expected.size());
    for (int k = 0; k < truth.classes().count(); k++) {
      JsonNode one = expected.get(Long.toString(truth.classes().id(k)));
      CocoSummary.ClassResult found = summary.classes().get(k);
      assertThat(
              new CocoSummary.ClassResult(
                  one.get("AP").doubleValue(),
                  one.get("AP50").doubleValue(),
                  one.get("AR_100").doubleValue(),
                  found.truths()))
          .as(truth.classes().name(k))
          .isEqualTo(found);
    }
  }

  private void checkRoundTrip(CocoTruth truth, List<DetectedObject> detections) {
    Path copy = folder.resolve("copy.json");
    CocoResults.write(copy, detections, truth.classes());

    assertThat(CocoResults.read(copy, truth)).isEqualTo(detections);
  }
}
