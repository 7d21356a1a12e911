package dev.fovea.report;

import static dev.fovea.report.Samples.BELOW;
import static dev.fovea.report.Samples.LEFT;
import static dev.fovea.report.Samples.RIGHT;
import static dev.fovea.report.Samples.found;
import static dev.fovea.report.Samples.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorstMissesTest {
  private static final WorstMisses WORST =
      new WorstMisses(Samples.classes("cell", "plate"), 0.5, 10);

  private static List<JudgedImage> judged(List<Annotation> objects, Detection... found) {
    Annotation[] all = objects.toArray(Annotation[]::new);
    return List.of(JudgedImage.of(Samples.image(Path.of("one.png"), all), List.of(found)));
  }

  @Test
  void thoseNeverSeenComeFirstThenTheLargest() {
    List<JudgedImage> images =
        judged(List.of(object(RIGHT, 0), object(BELOW, 0), object(LEFT, 0)), found(0, 0.3, RIGHT));

    assertThat(new WorstMisses(Samples.classes("cell"), 0.5, 10).missed(images))
        .extracting(Miss::box)
        .containsExactly(LEFT, BELOW);
    assertThat(new WorstMisses(Samples.classes("cell"), 0.2, 10).missed(images))
        .extracting(Miss::box)
        .containsExactly(LEFT, BELOW);
  }

  @Test
  void aMissSaysWhatIsThereInstead() {
    assertThat(WORST.missed(judged(List.of(object(LEFT, 0)))))
        .extracting(Miss::reason)
        .containsExactly("nothing found there");
    assertThat(WORST.missed(judged(List.of(object(LEFT, 0)), found(1, 0.83, LEFT))))
        .extracting(Miss::reason)
        .containsExactly("taken for plate (0.83)");
    assertThat(WORST.missed(judged(List.of(object(LEFT, 0)), found(0, 0.12, LEFT))))
        .extracting(Miss::reason)
        .containsExactly("found with 0.12 only");
    Box quarter = new Box(10, 10, 30, 30);
    assertThat(WORST.missed(judged(List.of(object(LEFT, 0)), found(0, 0.9, quarter))))
        .extracting(Miss::reason)
        .containsExactly("nearest overlaps by 0.25");
  }

  @Test
  void aWrongDetectionSaysWhatIsThereInstead() {
    assertThat(WORST.mistaken(judged(List.of(), found(0, 0.9, LEFT))))
        .extracting(Miss::reason)
        .containsExactly("nothing labelled there");
    assertThat(WORST.mistaken(judged(List.of(object(LEFT, 1)), found(0, 0.9, LEFT))))
        .extracting(Miss::reason)
        .containsExactly("labelled plate");
    assertThat(
            WORST.mistaken(
                judged(List.of(object(LEFT, 0)), found(0, 0.9, LEFT), found(0, 0.8, LEFT))))
        .extracting(Miss::reason)
        .containsExactly("an object found twice");
  }

  @Test
  void wrongDetectionsBelowTheScoreAreNotShown() {
    assertThat(WORST.mistaken(judged(List.of(), found(0, 0.49, LEFT)))).isEmpty();
  }

  @Test
  void ignoredBoxesAreNotMissed() {
    assertThat(WORST.missed(judged(List.of(new Annotation(LEFT, 0, true))))).isEmpty();
  }
}
