package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fovea.core.Detection;
import dev.fovea.core.box.Box;
import java.util.ArrayList;
import java.util.List;

/** Detections as Python recorded them: {@code box}, {@code score}, {@code class}. */
final class RecordedDetections {
  private RecordedDetections() {}

  /** Equal scores may stand in any order, so each recorded detection takes its nearest twin. */
  static void assertSameSet(String what, List<Detection> found, JsonNode recorded) {
    assertThat(found).as(what).hasSize(recorded.size());
    List<Detection> left = new ArrayList<>(found);
    for (JsonNode expected : recorded) {
      assertThat(left)
          .as(what + " has " + expected)
          .anySatisfy(detection -> assertSame(detection, expected));
      left.remove(
          left.stream().filter(detection -> isSame(detection, expected)).findFirst().orElseThrow());
    }
  }

  private static boolean isSame(Detection detection, JsonNode expected) {
    try {
      assertSame(detection, expected);
      return true;
    } catch (AssertionError other) {
      return false;
    }
  }

  private static void assertSame(Detection detection, JsonNode expected) {
    Box box = detection.box();
    double[] corners = {box.x1(), box.y1(), box.x2(), box.y2()};
    assertThat(detection.classIndex()).isEqualTo(expected.get("class").intValue());
    assertThat((double) detection.score())
        .isCloseTo(expected.get("score").doubleValue(), within(1e-4));
    for (int i = 0; i < 4; i++) {
      assertThat(corners[i]).isCloseTo(expected.get("box").get(i).doubleValue(), within(0.02));
    }
  }
}
