package dev.fovea.core.anchor;

import dev.fovea.core.FoveaException;
import java.util.List;

/**
 * The conventions by which anchors are laid out. Implementations differ in each of them, so a
 * model's weights only fit the settings that it was trained with.
 *
 * @param sizes side of a level's square anchor in pixels, one for each level from P3 up
 * @param scales factors of the size
 * @param ratios height / width at equal area
 * @param stride distance between cells
 * @param centre where in its cell an anchor lies
 * @param rounding what is made of fractions of a pixel
 * @param order of the anchors of one cell
 */
public record AnchorSettings(
    List<Double> sizes,
    List<Double> scales,
    List<Double> ratios,
    Stride stride,
    Centre centre,
    Rounding rounding,
    Order order) {

  /** The distance between neighbouring cells. */
  public enum Stride {
    /** {@code 2^level}: Detectron, Detectron2, MMDetection. */
    POWER_OF_TWO,
    /** {@code floor(padded size / grid size)} on each axis: torchvision. */
    PADDED_OVER_GRID
  }

  /** The place of the anchors of cell i. */
  public enum Centre {
    /** Centred at {@code i·stride}: torchvision, Detectron2 (offset 0), MMDetection. */
    CORNER,
    /** Centred at {@code (i + ½)·stride}: fizyr/keras-retinanet, ODTK, Detectron2 (offset ½). */
    HALF_CELL,
    /**
     * Centred on pixel {@code i·stride + (stride − 1)/2}: the authors' Detectron. It counts widths
     * as {@code x2 − x1 + 1}, the last pixel included; in continuous coordinates x2 and y2 are
     * therefore one pixel further, as they are for the truth boxes that it makes from COCO.
     */
    DETECTRON
  }

  /** What is made of fractions of a pixel. */
  public enum Rounding {
    /** Nothing: Detectron2, MMDetection. */
    EXACT,
    /** Size {@code int(size·scale)}, corners to the nearest integer, ties to even: torchvision. */
    TORCHVISION,
    /**
     * Width and height of an anchor of the stride's size to integers, ties to even, only then
     * scaled up to the size: the authors' Detectron, {@code generate_anchors.py}.
     */
    DETECTRON
  }

  /** The order of the anchors of one cell, which is that of the head's channels. */
  public enum Order {
    /** For each ratio all sizes: torchvision, MMDetection. */
    RATIO_MAJOR,
    /** For each size all ratios: Detectron2, the authors' Detectron. */
    SIZE_MAJOR
  }

  private static final List<Double> SIZES = List.of(32.0, 64.0, 128.0, 256.0, 512.0);
  private static final List<Double> SCALES =
      List.of(1.0, Math.pow(2, 1.0 / 3), Math.pow(2, 2.0 / 3));
  private static final List<Double> RATIOS = List.of(0.5, 1.0, 2.0);

  public AnchorSettings {
    sizes = List.copyOf(sizes);
    scales = List.copyOf(scales);
    ratios = List.copyOf(ratios);
    requirePositive("anchors.sizes", sizes);
    requirePositive("anchors.scales", scales);
    requirePositive("anchors.ratios", ratios);
  }

  /** As torchvision's {@code retinanet_resnet50_fpn} and {@code _v2}. */
  public static AnchorSettings torchvision() {
    return preset(Stride.PADDED_OVER_GRID, Centre.CORNER, Rounding.TORCHVISION, Order.RATIO_MAJOR);
  }

  /** As Detectron2's RetinaNet. */
  public static AnchorSettings detectron2() {
    return preset(Stride.POWER_OF_TWO, Centre.CORNER, Rounding.EXACT, Order.SIZE_MAJOR);
  }

  /** As MMDetection's RetinaNet. */
  public static AnchorSettings mmdetection() {
    return preset(Stride.POWER_OF_TWO, Centre.CORNER, Rounding.EXACT, Order.RATIO_MAJOR);
  }

  /** As the paper says; where it is silent (centre, order), as MMDetection. */
  public static AnchorSettings paper() {
    return mmdetection();
  }

  /** As the authors' Detectron. */
  public static AnchorSettings detectron() {
    return preset(Stride.POWER_OF_TWO, Centre.DETECTRON, Rounding.DETECTRON, Order.SIZE_MAJOR);
  }

  /** The same conventions with other anchors. */
  public AnchorSettings withShapes(
      List<Double> newSizes, List<Double> newScales, List<Double> newRatios) {
    return new AnchorSettings(newSizes, newScales, newRatios, stride, centre, rounding, order);
  }

  /** A: the number of anchors of one cell. */
  public int anchorsPerCell() {
    return scales.size() * ratios.size();
  }

  private static AnchorSettings preset(
      Stride stride, Centre centre, Rounding rounding, Order order) {
    return new AnchorSettings(SIZES, SCALES, RATIOS, stride, centre, rounding, order);
  }

  private static void requirePositive(String key, List<Double> values) {
    if (values.isEmpty()) {
      throw FoveaException.user(key + " is empty; give one positive number or more.");
    }
    for (double value : values) {
      if (!(value > 0 && value <= 1e6)) {
        throw FoveaException.user(
            key + " holds " + value + "; give positive numbers of at most a million.");
      }
    }
  }
}
