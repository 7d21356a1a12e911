package dev.fovea.core.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFitTest {
  private static final int SIDE = 256;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void countsWhatTheWholeMatrixOfAnchorsAndBoxesSays(long seed) {
    AnchorGrid grid = AnchorGrid.of(AnchorSettings.paper(), SIDE, SIDE);
    MatchingSettings matching = MatchingSettings.torchvision();
    TruthBoxes truth = RandomBoxes.of(seed, 20, SIDE).truth();
    ImageFit fit = ImageFit.of(grid, new AnchorMatcher(matching), truth);

    Matches dense = new DenseMatcher(matching, grid, truth).match();
    int[] positives = new int[truth.count()];
    for (int box : dense.boxes()) {
      positives[box]++;
    }
    assertThat(fit.positives()).as("seed %s", seed).isEqualTo(positives);
    assertThat(fit.ignored()).as("seed %s", seed).isEqualTo(dense.ignored().length);
    assertThat(fit.negatives())
        .as("seed %s", seed)
        .isEqualTo(grid.count() - dense.anchors().length - dense.ignored().length);
    assertThat(fit.bestIou()).hasSize(truth.count());
  }
}
