package dev.fovea.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoxPainterTest {
  private static final ClassNames CLASSES =
      new ClassNames(List.of("cell", "Zelle mit ß"), List.of(1L, 2L));

  private static Image black(int width, int height) {
    return new Image(width, height, new byte[width * height * 3]);
  }

  private static int[] at(Image image, int x, int y) {
    int at = (y * image.width() + x) * 3;
    byte[] rgb = image.rgb();
    return new int[] {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
  }

  @Test
  void theBoxHasItsClassesColourAndTheOriginalIsLeftAlone() {
    Image image = black(200, 100);
    Detection found = new Detection(1, 0.873f, new Box(50, 40, 150, 90));
    Image painted = BoxPainter.paint(image, List.of(found), CLASSES);
    assertThat(at(painted, 50, 70)).isEqualTo(BoxPainter.colour(1));
    assertThat(at(painted, 149, 70)).isEqualTo(BoxPainter.colour(1));
    assertThat(at(painted, 100, 89)).isEqualTo(BoxPainter.colour(1));
    assertThat(at(painted, 100, 65)).isEqualTo(new int[3]);
    assertThat(image.rgb()).containsOnly(0);
  }

  @Test
  void aDashedBoxIsColouredAndBlackInTurnsOnAnyGround() {
    Image grey = black(200, 100);
    Arrays.fill(grey.rgb(), (byte) 99);
    Mark mark = new Mark(new Box(50, 40, 150, 90), 1, "", new Mark.Line(true, 1));
    Image painted = BoxPainter.paint(grey, List.of(mark));
    Set<List<Integer>> top = new HashSet<>();
    for (int x = 50; x < 150; x++) {
      int[] colour = at(painted, x, 40);
      top.add(List.of(colour[0], colour[1], colour[2]));
    }
    int[] colour = BoxPainter.colour(1);
    assertThat(top)
        .containsExactlyInAnyOrder(List.of(0, 0, 0), List.of(colour[0], colour[1], colour[2]));
    assertThat(at(painted, 100, 65)).containsExactly(99, 99, 99);
  }

  @Test
  void labelsStayInsideThePicture() {
    Box whole = new Box(0, 0, 200, 100);
    Box corner = new Box(190, 0, 200, 100);
    for (Box box : List.of(whole, corner)) {
      Image bare = BoxPainter.paint(black(200, 100), List.of(new Mark(box, 0, "")));
      Image labelled = BoxPainter.paint(black(200, 100), List.of(new Mark(box, 0, "cell 90%")));
      assertThat(coloured(labelled)).isGreaterThan(coloured(bare) + 300);
    }
  }

  private static long coloured(Image image) {
    long count = 0;
    for (int i = 0; i < image.rgb().length; i += 3) {
      count += (image.rgb()[i] | image.rgb()[i + 1] | image.rgb()[i + 2]) != 0 ? 1 : 0;
    }
    return count;
  }

  @Test
  void boxesBeyondThePictureAreCutToIt() {
    Mark mark = new Mark(new Box(-50, -50, 400, 500), 3, "");
    assertThat(at(BoxPainter.paint(black(20, 10), List.of(mark)), 19, 9))
        .isEqualTo(BoxPainter.colour(3));
  }

  @Test
  void ninetyClassesHaveNinetyColours() {
    Set<List<Integer>> colours = new HashSet<>();
    for (int number = 0; number < 90; number++) {
      int[] colour = BoxPainter.colour(number);
      colours.add(List.of(colour[0], colour[1], colour[2]));
    }
    assertThat(colours).hasSize(90);
  }

  @Test
  void labelsSayClassAndScore() {
    assertThat(Mark.of(new Detection(0, 0.876f, new Box(0, 0, 1, 1)), CLASSES).label())
        .isEqualTo("cell 88%");
  }
}
