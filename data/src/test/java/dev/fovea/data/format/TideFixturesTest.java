package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.core.eval.TruthKind;
import dev.fovea.core.eval.TruthObject;
import dev.fovea.core.eval.analysis.ErrorAnalysis;
import dev.fovea.core.eval.analysis.ErrorDecomposition;
import dev.fovea.core.eval.analysis.ErrorKind;
import dev.fovea.core.eval.analysis.ErrorSettings;
import dev.fovea.data.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of tidecv 1.0.1, recorded by {@code src/test/python/record_tide.py}. */
class TideFixturesTest {
  /**
   * tidecv reads precision off at i / 100, COCO at numpy's linspace: ten of 101 differ by a bit.
   */
  private static final Offset<Double> READ_OFF = within(2e-4);

  private static final Map<String, ErrorKind> NAMES =
      Map.of(
          "Cls", ErrorKind.CLASSIFICATION,
          "Loc", ErrorKind.LOCALISATION,
          "Both", ErrorKind.BOTH,
          "Dupe", ErrorKind.DUPLICATE,
          "Bkg", ErrorKind.BACKGROUND,
          "Miss", ErrorKind.MISSED);

  @ParameterizedTest
  @ValueSource(strings = {"cocoapi_val2014_100", "coco_val2017_subset_sim"})
  void everyErrorHasTidesNumberAndGain(String name) throws IOException {
    Path fixture = SharedData.folder("eval_fixtures").resolve(name);
    CocoTruth read = CocoTruth.read(fixture.resolve("gt.json"));
    GroundTruth truth = withoutCrowds(read.truth());
    Set<Integer> classes =
        truth.objects().stream().map(TruthObject::classIndex).collect(Collectors.toSet());
    List<DetectedObject> found =
        CocoResults.read(fixture.resolve("dt.json"), read).stream()
            .filter(one -> classes.contains(one.classIndex()))
            .toList();

    ErrorDecomposition errors = new ErrorAnalysis(ErrorSettings.standard()).decompose(truth, found);

    Set<String> seen = new HashSet<>();
    for (String line : recorded()) {
      String[] words = line.split(" ");
      if (words[0].equals(name)) {
        seen.add(words[1]);
        compare(errors, words[1], Integer.parseInt(words[2]), Double.parseDouble(words[3]));
      }
    }
    assertThat(seen).hasSize(9);
  }

  private static void compare(ErrorDecomposition errors, String name, int count, double gain) {
    double found =
        switch (name) {
          case "AP50" -> errors.ap();
          case "FalsePos" -> errors.falsePositives();
          case "FalseNeg" -> errors.falseNegatives();
          default -> errors.errors().get(NAMES.get(name)).gain();
        };
    assertThat(found).as(name).isCloseTo(gain, READ_OFF);
    if (NAMES.containsKey(name)) {
      assertThat(errors.errors().get(NAMES.get(name)).count()).as(name).isEqualTo(count);
    }
  }

  private static GroundTruth withoutCrowds(GroundTruth truth) {
    return new GroundTruth(
        truth.imageIds(),
        truth.classCount(),
        truth.objects().stream().filter(one -> one.kind() != TruthKind.CROWD).toList());
  }

  private static List<String> recorded() throws IOException {
    try (InputStream file = TideFixturesTest.class.getResourceAsStream("tide.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
