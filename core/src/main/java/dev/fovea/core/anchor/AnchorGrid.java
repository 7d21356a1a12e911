package dev.fovea.core.anchor;

import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.AnchorSettings.Centre;
import dev.fovea.core.anchor.AnchorSettings.Stride;
import java.util.ArrayList;
import java.util.List;

/**
 * All anchors of one input size. They are numbered by level, row, column, then anchor of the cell
 * (in the settings' {@link AnchorSettings.Order}), as the heads' outputs lie in memory.
 *
 * <p>Coordinates are pixels of the padded network input. Immutable: one grid serves all threads.
 * Faithful to torchvision's {@code anchor_utils.py} under {@link AnchorSettings#torchvision}.
 */
public final class AnchorGrid {
  /**
   * One level: where its cells are, and the anchors around a cell's point.
   *
   * @param start number of the level's first anchor
   * @param size rows and columns
   * @param strideX pixels between columns
   * @param strideY pixels between rows
   * @param offset of the cells' points, in strides
   * @param corners {@code [A, 4]} relative to the cell's point
   */
  record Level(int start, GridSize size, int strideX, int strideY, double offset, float[] corners) {
    float pointX(int column) {
      return (float) ((column + offset) * strideX);
    }

    float pointY(int row) {
      return (float) ((row + offset) * strideY);
    }

    /** Pixels between neighbours along an axis: 0 for x, 1 for y. */
    int stride(int axis) {
      return axis == 0 ? strideX : strideY;
    }

    /** The number of cells along an axis. */
    int cells(int axis) {
      return axis == 0 ? size.width() : size.height();
    }

    int anchor(int row, int column, int shape) {
      return start + (row * size.width() + column) * shapes() + shape;
    }

    /** A: the anchors of one cell. */
    int shapes() {
      return corners.length / 4;
    }

    /** The number of the level's anchors. */
    int anchors() {
      return Math.multiplyExact(Math.multiplyExact(size.width(), size.height()), shapes());
    }

    /** Writes one anchor's corners, the same floats that {@link AnchorGrid#boxes} has. */
    void write(int row, int column, int shape, float[] boxes, int at) {
      float x = pointX(column);
      float y = pointY(row);
      boxes[at] = x + corners[4 * shape];
      boxes[at + 1] = y + corners[4 * shape + 1];
      boxes[at + 2] = x + corners[4 * shape + 2];
      boxes[at + 3] = y + corners[4 * shape + 3];
    }
  }

  private final AnchorSettings settings;
  private final List<Level> levels;
  private final float[] boxes;

  private AnchorGrid(AnchorSettings settings, List<Level> levels, float[] boxes) {
    this.settings = settings;
    this.levels = levels;
    this.boxes = boxes;
  }

  /** The grid of a padded input, whose levels' sizes follow from the network's convolutions. */
  public static AnchorGrid of(AnchorSettings settings, int paddedWidth, int paddedHeight) {
    return of(
        settings,
        paddedWidth,
        paddedHeight,
        GridSize.pyramid(settings.sizes().size(), paddedHeight, paddedWidth));
  }

  /**
   * The grid of a padded input with given levels.
   *
   * @param sizes of P3, P4, …; as many as the settings have sizes
   */
  public static AnchorGrid of(
      AnchorSettings settings, int paddedWidth, int paddedHeight, List<GridSize> sizes) {
    List<Level> levels = levels(settings, paddedWidth, paddedHeight, sizes);
    return new AnchorGrid(settings, levels, boxes(levels));
  }

  /** The levels of a padded input, without its anchors' boxes. */
  static List<Level> levels(AnchorSettings settings, int paddedWidth, int paddedHeight) {
    List<GridSize> sizes = GridSize.pyramid(settings.sizes().size(), paddedHeight, paddedWidth);
    return levels(settings, paddedWidth, paddedHeight, sizes);
  }

  private static List<Level> levels(
      AnchorSettings settings, int paddedWidth, int paddedHeight, List<GridSize> sizes) {
    if (sizes.size() != settings.sizes().size()) {
      throw FoveaException.user(
          "The network has %d levels but anchors.sizes has %d numbers; give one for each level."
              .formatted(sizes.size(), settings.sizes().size()));
    }
    List<Level> levels = new ArrayList<>();
    int start = 0;
    for (int level = 0; level < sizes.size(); level++) {
      GridSize size = sizes.get(level);
      if (size.width() > paddedWidth || size.height() > paddedHeight) {
        throw FoveaException.user(
            "A level of %d×%d cells cannot come from an input of %d×%d pixels (height×width)."
                .formatted(size.height(), size.width(), paddedHeight, paddedWidth));
      }
      int power = 8 << level;
      boolean padded = settings.stride() == Stride.PADDED_OVER_GRID;
      Level made =
          new Level(
              start,
              size,
              padded ? paddedWidth / size.width() : power,
              padded ? paddedHeight / size.height() : power,
              settings.centre() == Centre.HALF_CELL ? 0.5 : 0,
              CellAnchors.of(settings, settings.sizes().get(level), power));
      levels.add(made);
      start = Math.addExact(start, made.anchors());
    }
    return List.copyOf(levels);
  }

  private static float[] boxes(List<Level> levels) {
    int count = levels.isEmpty() ? 0 : levels.getLast().start + levels.getLast().anchors();
    float[] boxes = new float[Math.multiplyExact(4, count)];
    int at = 0;
    for (Level level : levels) {
      for (int row = 0; row < level.size.height(); row++) {
        for (int column = 0; column < level.size.width(); column++) {
          for (int shape = 0; shape < level.shapes(); shape++, at += 4) {
            level.write(row, column, shape, boxes, at);
          }
        }
      }
    }
    return boxes;
  }

  /** The conventions that the grid was made by. */
  public AnchorSettings settings() {
    return settings;
  }

  /** The number of all anchors. */
  public int count() {
    return boxes.length / 4;
  }

  /** The number of levels. */
  public int levels() {
    return levels.size();
  }

  /** A. */
  public int anchorsPerCell() {
    return settings.anchorsPerCell();
  }

  /** The number of the first anchor of {@code level}; for {@code levels()} itself the count. */
  public int start(int level) {
    return level == levels.size() ? count() : levels.get(level).start;
  }

  /** Rows and columns of {@code level}. */
  public GridSize size(int level) {
    return levels.get(level).size;
  }

  /** The level that an anchor belongs to. */
  public int levelOf(int anchor) {
    int level = 0;
    while (anchor >= start(level + 1)) {
      level++;
    }
    return level;
  }

  /** Pixels between columns of {@code level}. */
  public int strideX(int level) {
    return levels.get(level).strideX;
  }

  /** Pixels between rows of {@code level}. */
  public int strideY(int level) {
    return levels.get(level).strideY;
  }

  /** {@code [count, 4]}; not copied: the caller must not change it. */
  public float[] boxes() {
    return boxes;
  }

  /** From P3 up; not copied. */
  List<Level> allLevels() {
    return levels;
  }
}
