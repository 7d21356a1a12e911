package dev.fovea.core.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.core.anchor.AnchorSearch.Options;
import dev.fovea.core.box.Boxes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorSearchTest {
  private static final int SIDE = 320;
  private static final AnchorSettings PAPER = AnchorSettings.paper();
  private static final Options LIKE_PAPER = Options.like(PAPER, MatchingSettings.paper());

  /** The share and mean over every anchor of the grid, written plainly. */
  private static AnchorScore naive(AnchorSettings settings, List<AnchoredImage> images) {
    int count = 0;
    int reached = 0;
    double sum = 0;
    for (AnchoredImage image : images) {
      float[] anchors = AnchorGrid.of(settings, SIDE, SIDE).boxes();
      float[] boxes = image.truth().boxes();
      for (int box = 0; box < boxes.length / 4; box++) {
        float best = 0;
        for (int anchor = 0; anchor < anchors.length / 4; anchor++) {
          best = Math.max(best, Boxes.iou(boxes, box, anchors, anchor));
        }
        count++;
        reached += best >= 0.5f ? 1 : 0;
        sum += best;
      }
    }
    return new AnchorScore((double) reached / count, sum / count);
  }

  /** Anchors of the very shape on the finest grid: nothing but the places can be wanting. */
  private static AnchorSettings ofShape(double width, double height) {
    double size = Math.sqrt(width * height);
    return PAPER.withShapes(
        List.of(size, 2 * size, 4 * size, 8 * size, 16 * size),
        List.of(1.0),
        List.of(height / width));
  }

  @ParameterizedTest
  @CsvSource({"48,24", "20,60", "36,36", "90,150"})
  void boxesOfOneShapeGetAnchorsThatFitThem(float width, float height) {
    List<AnchoredImage> images = List.of(RandomBoxes.ofShape(7, 60, SIDE, width, height));
    AnchorScore found = naive(AnchorSearch.best(PAPER, images, LIKE_PAPER), images);
    AnchorScore shape = naive(ofShape(width, height), images);
    assertThat(found.reached()).isEqualTo(1);
    assertThat(found.meanIou()).isGreaterThan(shape.meanIou() - 0.01);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void areNeverWorseThanTheStartByTheNaiveScore(long seed) {
    List<AnchoredImage> images = List.of(RandomBoxes.of(seed, 60, SIDE));
    AnchorSettings found = AnchorSearch.best(PAPER, images, LIKE_PAPER);
    assertThat(naive(found, images)).as("seed %s", seed).isGreaterThan(naive(PAPER, images));
    AnchorSettings again = AnchorSearch.best(found, images, LIKE_PAPER);
    assertThat(naive(again, images))
        .as("seed %s", seed)
        .isGreaterThanOrEqualTo(naive(found, images));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theScoreIsTheNaiveOne(long seed) {
    List<AnchoredImage> images = List.of(RandomBoxes.of(seed, 100, SIDE));
    AnchorScore naive = naive(PAPER, images);
    assertThat(BoxSample.all(images).exact(PAPER, 0.5)).as("seed %s", seed).isEqualTo(naive);
    assertThat(BoxSample.all(images).nearest(PAPER, 0.5).reached())
        .as("seed %s", seed)
        .isEqualTo(naive.reached());
  }

  @Test
  void thePapersParametrisationAndTheConventionsAreKept() {
    List<AnchoredImage> images = List.of(RandomBoxes.of(5, 60, SIDE));
    AnchorSettings found = AnchorSearch.best(AnchorSettings.detectron2(), images, LIKE_PAPER);
    assertThat(found.anchorsPerCell()).isEqualTo(9);
    assertThat(found)
        .isEqualTo(
            AnchorSettings.detectron2().withShapes(found.sizes(), found.scales(), found.ratios()));
    double base = found.sizes().getFirst();
    assertThat(found.sizes()).containsExactly(base, 2 * base, 4 * base, 8 * base, 16 * base);
    int scales = found.scales().size();
    for (int i = 0; i < scales; i++) {
      assertThat(Math.pow(found.scales().get(i), scales))
          .isCloseTo(Math.pow(2, i), withPercentage(0.1));
    }
    assertThat(found.ratios()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void theSameBoxesAndSeedGiveTheSameAnchors() {
    List<AnchoredImage> images = List.of(RandomBoxes.of(6, 80, SIDE));
    Options few = new Options(9, 0.5, 40, 3);
    assertThat(AnchorSearch.best(PAPER, images, few))
        .isEqualTo(AnchorSearch.best(PAPER, images, few));
  }

  @Test
  void anotherNumberOfAnchorsIsKeptWhateverItReaches() {
    List<AnchoredImage> images = List.of(RandomBoxes.of(8, 40, SIDE));
    Options one = LIKE_PAPER.withAnchorsPerCell(1);
    assertThat(AnchorSearch.best(PAPER, images, one).anchorsPerCell()).isEqualTo(1);
  }

  @Test
  void withoutABoxThereIsNothingToFit() {
    AnchoredImage empty =
        new AnchoredImage(
            new Size(SIDE, SIDE),
            new TruthBoxes(new float[] {5, 5, 5, 9}, new int[1], new float[0]));
    assertThatThrownBy(() -> AnchorSearch.best(PAPER, List.of(empty), LIKE_PAPER))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("No image has a box");
    assertThatThrownBy(() -> LIKE_PAPER.withAnchorsPerCell(17)).hasMessageContaining("1 to 16");
  }
}
