package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectedObjectsTest {
  private static DetectedObject numbered(int i) {
    return new DetectedObject(5_000_000_000L + i, i, i / 7.0, new CocoBox(-i, i + 0.1, i, 2 * i));
  }

  private static List<DetectedObject> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(DetectedObjectsTest::numbered).toList();
  }

  @Test
  void theListHasWhatWasGiven() {
    for (int count : new int[] {0, 1, 16, 17, 100}) {
      assertThat(DetectedObjects.of(numbered(0, count))).isEqualTo(numbered(0, count));
    }
  }

  @Test
  void aBuilderGrows() {
    DetectedObjects.Builder builder = new DetectedObjects.Builder(0);
    numbered(0, 1000).forEach(builder::add);

    assertThat(builder.build()).isEqualTo(numbered(0, 1000));
  }

  @Test
  void flatArraysAreNotCopied() {
    DetectedObjects flat = DetectedObjects.of(numbered(0, 3));

    assertThat(DetectedObjects.of(flat)).isSameAs(flat);
    assertThat(DetectedObjects.joined(List.of(flat))).isSameAs(flat);
  }

  @Test
  void partsAreJoinedInTheirOrder() {
    List<DetectedObjects> parts =
        List.of(
            DetectedObjects.of(numbered(0, 40)),
            DetectedObjects.of(List.of()),
            DetectedObjects.of(numbered(40, 41)));

    assertThat(DetectedObjects.joined(parts)).isEqualTo(numbered(0, 41));
    assertThat(DetectedObjects.joined(List.of())).isEmpty();
  }

  @Test
  void placesBeyondTheLastAreRefused() {
    DetectedObjects two = DetectedObjects.of(numbered(0, 2));

    assertThatThrownBy(() -> two.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> two.add(numbered(2)))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
