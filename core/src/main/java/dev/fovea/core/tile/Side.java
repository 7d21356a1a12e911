package dev.fovea.core.tile;

/** A side of a tile. */
enum Side {
  LEFT,
  TOP,
  RIGHT,
  BOTTOM;

  /** The side where x and y are exchanged. */
  Side turned() {
    return switch (this) {
      case LEFT -> TOP;
      case TOP -> LEFT;
      case RIGHT -> BOTTOM;
      case BOTTOM -> RIGHT;
    };
  }
}
