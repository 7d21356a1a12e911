package dev.fovea.core.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.AnchorSettings.Centre;
import dev.fovea.core.anchor.AnchorSettings.Order;
import dev.fovea.core.anchor.AnchorSettings.Rounding;
import dev.fovea.core.anchor.AnchorSettings.Stride;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnchorGridTest {
  static List<String> recorded() {
    return Recorded.lines("torchvision-anchors.txt");
  }

  /** The recorded lines: height width count crc32, then height×width of the grids. */
  @ParameterizedTest
  @MethodSource("recorded")
  void everyBitIsTorchvisions(String line) {
    String[] words = line.split(" ");
    AnchorGrid grid =
        AnchorGrid.of(
            AnchorSettings.torchvision(), Integer.parseInt(words[1]), Integer.parseInt(words[0]));
    for (int level = 0; level < grid.levels(); level++) {
      GridSize size = grid.size(level);
      assertThat(size.height() + "x" + size.width()).isEqualTo(words[4 + level]);
    }
    assertThat(grid.count()).isEqualTo(Integer.parseInt(words[2]));
    ByteBuffer bytes = ByteBuffer.allocate(16 * grid.count()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(grid.boxes());
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    assertThat("%08x".formatted(crc.getValue())).isEqualTo(words[3]);
  }

  @Test
  void torchvisionsStrideIsThePaddedSizeOverTheGrid() {
    AnchorGrid grid = AnchorGrid.of(AnchorSettings.torchvision(), 1344, 800);
    assertThat(grid.strideY(3)).isEqualTo(61);
    assertThat(grid.strideX(3)).isEqualTo(64);
    assertThat(grid.strideY(4)).isEqualTo(114);
    assertThat(grid.strideX(4)).isEqualTo(122);
    AnchorGrid small = AnchorGrid.of(AnchorSettings.torchvision(), 448, 320);
    assertThat(small.strideY(4)).isEqualTo(106);
    assertThat(small.strideX(4)).isEqualTo(112);
    AnchorGrid powers = AnchorGrid.of(AnchorSettings.detectron2(), 1344, 800);
    assertThat(powers.strideY(3)).isEqualTo(64);
    assertThat(powers.strideX(4)).isEqualTo(128);
  }

  @Test
  void anchorsAreNumberedByLevelRowColumnThenShape() {
    AnchorGrid grid = AnchorGrid.of(AnchorSettings.paper(), 256, 128);
    int second = grid.start(1);
    assertThat(second).isEqualTo(16 * 32 * 9);
    int anchor = second + (3 * 16 + 5) * 9;
    // Row 3, column 5 of stride 16; size 64, ratio 1:2.
    double width = 64 * Math.sqrt(2);
    assertThat(box(grid, anchor))
        .containsExactly(
            (float) (80 - width / 2),
            (float) (48 - width / 4),
            (float) (80 + width / 2),
            (float) (48 + width / 4));
    assertThat(grid.levelOf(anchor)).isEqualTo(1);
    assertThat(grid.start(5)).isEqualTo(grid.count());
  }

  @Test
  void exactAnchorsHaveTheLevelsAreaAtEveryRatio() {
    AnchorGrid grid = AnchorGrid.of(AnchorSettings.detectron2(), 64, 64);
    for (int level = 0; level < 5; level++) {
      for (int shape = 0; shape < 9; shape++) {
        float[] box = box(grid, grid.start(level) + shape);
        double side = (32 << level) * Math.pow(2, shape / 3 / 3.0);
        double ratio = Math.pow(2, shape % 3 - 1);
        double width = (double) box[2] - box[0];
        double height = (double) box[3] - box[1];
        assertThat(width * height).isCloseTo(side * side, within(side * side * 1e-5));
        assertThat(height / width).isCloseTo(ratio, within(1e-5));
      }
    }
  }

  @Test
  void orderDecidesWhetherRatiosOrSizesRunFaster() {
    float[] ratioMajor = box(AnchorGrid.of(AnchorSettings.mmdetection(), 64, 64), 1);
    float[] sizeMajor = box(AnchorGrid.of(AnchorSettings.detectron2(), 64, 64), 1);
    // The second anchor: still 1:2, but larger; or still 32 pixels, but square.
    assertThat(ratioMajor[2] / ratioMajor[3]).isCloseTo(2, within(1e-5f));
    assertThat(sizeMajor).containsExactly(-16, -16, 16, 16);
  }

  @Test
  void halfCellCentresLieInTheMiddleOfTheCell() {
    AnchorGrid grid = AnchorGrid.of(square(Centre.HALF_CELL, Rounding.EXACT), 64, 64);
    assertThat(box(grid, 0)).containsExactly(-12, -12, 20, 20);
    assertThat(box(grid, 1)).containsExactly(-4, -12, 28, 20);
  }

  @Test
  void detectronsAnchorsAreItsPixelsWithTheLastOneIncluded() {
    // generate_anchors(stride=16, sizes=(128,), aspect_ratios=(.5, 1, 2)), the file's own example.
    AnchorSettings settings =
        AnchorSettings.detectron()
            .withShapes(List.of(64.0, 128.0), List.of(1.0), List.of(0.5, 1.0, 2.0));
    AnchorGrid grid = AnchorGrid.of(settings, 64, 64);
    int at = grid.start(1);
    assertThat(box(grid, at)).containsExactly(-84, -40, 99 + 1, 55 + 1);
    assertThat(box(grid, at + 1)).containsExactly(-56, -56, 71 + 1, 71 + 1);
    assertThat(box(grid, at + 2)).containsExactly(-36, -80, 51 + 1, 95 + 1);
    assertThat(box(grid, at + 3)[0]).isEqualTo(-84 + 16);
  }

  @Test
  void torchvisionTruncatesSizesThenRoundsCorners() {
    AnchorGrid grid = AnchorGrid.of(AnchorSettings.torchvision(), 64, 64);
    assertThat(box(grid, 0)).containsExactly(-23, -11, 23, 11);
    // int(32·2^⅓) = 40, int(32·2^⅔) = 50.
    assertThat(box(grid, 4)).containsExactly(-20, -20, 20, 20);
    assertThat(box(grid, 5)).containsExactly(-25, -25, 25, 25);
  }

  @Test
  void convolutionsRoundOddSizesUp() {
    assertThat(GridSize.pyramid(5, 801, 1333))
        .containsExactly(
            new GridSize(101, 167),
            new GridSize(51, 84),
            new GridSize(26, 42),
            new GridSize(13, 21),
            new GridSize(7, 11));
  }

  @Test
  void refusalsNameTheSettingThenWhatIsAccepted() {
    assertThatThrownBy(
            () ->
                AnchorSettings.paper().withShapes(List.of(32.0), List.of(1.0), List.of(1.0, -2.0)))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("anchors.ratios holds -2.0")
        .hasMessageContaining("positive");
    assertThatThrownBy(
            () -> AnchorSettings.paper().withShapes(List.of(), List.of(1.0), List.of(1.0)))
        .hasMessageContaining("anchors.sizes is empty");
    assertThatThrownBy(
            () -> AnchorGrid.of(AnchorSettings.paper(), 64, 64, List.of(new GridSize(8, 8))))
        .hasMessageContaining("1 levels")
        .hasMessageContaining("5 numbers");
  }

  private static AnchorSettings square(Centre centre, Rounding rounding) {
    return new AnchorSettings(
        List.of(32.0),
        List.of(1.0),
        List.of(1.0),
        Stride.POWER_OF_TWO,
        centre,
        rounding,
        Order.RATIO_MAJOR);
  }

  private static float[] box(AnchorGrid grid, int anchor) {
    return Arrays.copyOfRange(grid.boxes(), 4 * anchor, 4 * anchor + 4);
  }
}
