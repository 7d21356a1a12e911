package dev.fovea.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelPlacesTest {
  private static final Size PICTURE = new Size(200, 100);
  private static final Size LABEL = new Size(40, 12);

  private static Box place(Box... boxes) {
    return new LabelPlaces(PICTURE, List.of(boxes)).place(boxes[0], LABEL);
  }

  @Test
  void aLabelStandsAboveItsBoxWhereThatIsFree() {
    assertThat(place(new Box(50, 50, 60, 60))).isEqualTo(new Box(50, 38, 90, 50));
  }

  @Test
  void aLabelStandsInsideALargeBoxAtThePicturesEdge() {
    assertThat(place(new Box(50, 5, 150, 95))).isEqualTo(new Box(50, 5, 90, 17));
  }

  @Test
  void aLabelAvoidsASmallBoxAndNotALargeOne() {
    Box box = new Box(50, 50, 60, 60);
    assertThat(place(box, new Box(70, 40, 78, 48))).isEqualTo(new Box(20, 38, 60, 50));
    assertThat(place(box, new Box(0, 0, 200, 100))).isEqualTo(new Box(50, 38, 90, 50));
  }

  @Test
  void twoLabelsOfOneBoxDoNotCoverEachOther() {
    Box box = new Box(50, 50, 100, 90);
    LabelPlaces places = new LabelPlaces(PICTURE, List.of(box, box));
    Box first = places.place(box, LABEL);
    Box second = places.place(box, LABEL);
    assertThat(second.y1() >= first.y2() || second.x1() >= first.x2()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void labelsAreWholeInsideThePictureAndBesideTheirBox(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      float x = random.nextInt(-20, 200);
      float y = random.nextInt(-20, 100);
      boxes.add(new Box(x, y, x + random.nextInt(1, 60), y + random.nextInt(1, 60)));
    }
    LabelPlaces places = new LabelPlaces(PICTURE, boxes);
    for (Box box : boxes) {
      Box label = places.place(box, LABEL);
      assertThat(label.x1()).as("seed %d", seed).isBetween(0f, 160f);
      assertThat(label.y1()).as("seed %d", seed).isBetween(0f, 88f);
      assertThat(label.width()).isEqualTo(40);
      assertThat(label.height()).isEqualTo(12);
    }
  }
}
