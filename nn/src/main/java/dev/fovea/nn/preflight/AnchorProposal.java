package dev.fovea.nn.preflight;

import dev.fovea.core.anchor.AnchorSearch;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.AnchoredImage;
import dev.fovea.data.Dataset;
import dev.fovea.nn.settings.Settings;
import java.util.List;

/**
 * Settings with anchors that fit a data set, found by {@link AnchorSearch}.
 *
 * @param settings all of them
 * @param better whether the anchors are others than before
 */
public record AnchorProposal(Settings settings, boolean better) {
  private static final String[] ANCHORS = {"anchors.sizes", "anchors.scales", "anchors.ratios"};

  /** What anchors are good for, beside themselves: their pixels are those of the resized input. */
  private static final String[] FRAGMENT = {
    "input.shortSide", "input.longSide", ANCHORS[0], ANCHORS[1], ANCHORS[2]
  };

  /**
   * Searches with the boxes of every image; opens no picture.
   *
   * @throws dev.fovea.core.FoveaException when the data set has no box, or settings do not allow
   *     the anchors
   */
  public static AnchorProposal of(Settings present, Dataset dataset, AnchorSearch.Options options) {
    RunInputs inputs = new RunInputs(present);
    List<AnchoredImage> images = dataset.images().stream().map(inputs::of).toList();
    AnchorSettings before = present.toAnchors();
    AnchorSettings found = AnchorSearch.best(before, images, options);
    Settings proposed =
        present.with(
            "anchors.sizes=" + found.sizes(),
            "anchors.scales=" + found.scales(),
            "anchors.ratios=" + found.ratios());
    return new AnchorProposal(proposed, !found.equals(before));
  }

  /** The anchors as {@code key=value}, one for each setting. */
  public List<String> overrides() {
    return settings.toOverrides(ANCHORS);
  }

  /** Anchors and input size as a settings file, which is read over the defaults. */
  public String yaml() {
    return settings.toYaml(FRAGMENT);
  }
}
