package dev.fovea.nn.settings;

import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.AnchorSettings.Centre;
import dev.fovea.core.anchor.AnchorSettings.Order;
import dev.fovea.core.anchor.AnchorSettings.Rounding;
import dev.fovea.core.anchor.AnchorSettings.Stride;
import java.util.List;

/**
 * The branch {@code anchors}: the boxes that the network starts from.
 *
 * @param sizes pixels, one for each level from P3
 * @param scales factors of each size
 * @param ratios height divided by width
 * @param stride the distance between anchors
 * @param centre where in its cell an anchor lies
 * @param rounding of anchors to whole pixels
 * @param order of a cell's anchors
 */
public record AnchorsBranch(
    @About("side in pixels of a square anchor, one for each level P3 … P7") List<Double> sizes,
    @About("factors of each size") List<Double> scales,
    @About("height divided by width") List<Double> ratios,
    @About("between anchors: power (2^level), or padded (padded size / grid size, torchvision)")
        Stride stride,
    @About("in its cell: corner (i*stride), half ((i+1/2)*stride), detectron") Centre centre,
    @About("exact; torchvision: whole sizes, whole corners; detectron") Rounding rounding,
    @About("of a cell's anchors: ratio by ratio (torchvision) or size by size (detectron2)")
        Order order) {

  public AnchorsBranch {
    sizes = List.copyOf(sizes);
    scales = List.copyOf(scales);
    ratios = List.copyOf(ratios);
    Check.leaf(
        sizes.size() == 5 && sizes.stream().allMatch(size -> size >= 1 && size <= 8192),
        "sizes",
        "five sizes of 1 to 8192 pixels, for P3 … P7");
    Check.leaf(fits(scales), "scales", "1 to 16 factors of 0.01 to 100");
    Check.leaf(fits(ratios), "ratios", "1 to 16 ratios of 0.01 to 100");
  }

  private static boolean fits(List<Double> factors) {
    return !factors.isEmpty()
        && factors.size() <= 16
        && factors.stream().allMatch(factor -> factor >= 0.01 && factor <= 100);
  }

  /** The same for the grid of anchors. */
  public AnchorSettings toAnchors() {
    return new AnchorSettings(sizes, scales, ratios, stride, centre, rounding, order);
  }
}
