package dev.fovea.report;

import static dev.fovea.report.Samples.BELOW;
import static dev.fovea.report.Samples.LEFT;
import static dev.fovea.report.Samples.RIGHT;
import static dev.fovea.report.Samples.found;
import static dev.fovea.report.Samples.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgedImageTest {
  private static JudgedImage judge(List<Annotation> objects, Detection... found) {
    Annotation[] all = objects.toArray(Annotation[]::new);
    return JudgedImage.of(Samples.image(Path.of("one.png"), all), List.of(found));
  }

  @Test
  void theSurerDetectionTakesTheObject() {
    JudgedImage judged = judge(List.of(object(LEFT, 0)), found(0, 0.4, LEFT), found(0, 0.9, LEFT));

    assertThat(judged.detections()).extracting(Detection::score).containsExactly(0.9f, 0.4f);
    assertThat(judged.taken()).containsExactly(0, JudgedImage.WRONG);
    assertThat(judged.scoreOf(0)).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void anotherClassDoesNotCount() {
    JudgedImage judged = judge(List.of(object(LEFT, 1)), found(0, 0.9, LEFT));

    assertThat(judged.taken()).containsExactly(JudgedImage.WRONG);
    assertThat(judged.scoreOf(0)).isEqualTo(-1);
  }

  @Test
  void halfIsEnoughAndLessIsNot() {
    Box half = new Box(10, 10, 50, 30);
    Box less = new Box(10, 10, 50, 29);

    assertThat(judge(List.of(object(LEFT, 0)), found(0, 0.9, half)).taken()).containsExactly(0);
    assertThat(judge(List.of(object(LEFT, 0)), found(0, 0.9, less)).taken())
        .containsExactly(JudgedImage.WRONG);
  }

  @Test
  void regionsToIgnoreSwallowAnyNumber() {
    Annotation region = new Annotation(new Box(0, 0, 160, 100), Annotation.EVERY_CLASS, true);
    JudgedImage judged =
        judge(
            List.of(region, object(LEFT, 0)),
            found(0, 0.9, LEFT),
            found(0, 0.8, RIGHT),
            found(1, 0.7, BELOW));

    assertThat(judged.taken()).containsExactly(1, JudgedImage.IGNORED, JudgedImage.IGNORED);
  }

  @Test
  void theScoreShownIsThatOfTheHighestF1() {
    JudgedImage judged =
        judge(
            List.of(object(LEFT, 0), object(RIGHT, 0)),
            found(0, 0.91, LEFT),
            found(0, 0.655, RIGHT),
            found(0, 0.345, BELOW));

    // F1 is 2/3 from 0.91, 1 from 0.65 and 4/5 from 0.34.
    assertThat(ScoreChoice.of(List.of(judged))).isEqualTo(0.65);
  }

  @Test
  void withoutAHitTheScoreShownIsAHalf() {
    assertThat(ScoreChoice.of(List.of(judge(List.of(object(LEFT, 0)), found(0, 0.9, RIGHT)))))
        .isEqualTo(0.5);
    assertThat(ScoreChoice.of(List.of(judge(List.of())))).isEqualTo(0.5);
  }
}
