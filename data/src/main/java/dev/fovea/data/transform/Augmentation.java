package dev.fovea.data.transform;

import java.util.ArrayList;
import java.util.List;

/** The named sets of transforms, {@code input.augmentation} in the settings. */
public enum Augmentation {
  /** The pictures as they are. */
  NONE,
  /** Horizontal flips, the only augmentation of the paper (section 4.1). */
  PAPER,
  /** Flips, crops, resolutions and colours varied, for small data sets. */
  PRACTICAL;

  /**
   * The transforms in their order.
   *
   * @param verticalFlip whether to flip vertically as well, for pictures without an up
   */
  public List<Transform> transforms(boolean verticalFlip) {
    List<Transform> transforms = new ArrayList<>();
    if (this == PRACTICAL) {
      transforms.add(new RandomCrop(0.5, 0.6, 0.5));
    }
    if (this != NONE) {
      transforms.add(new HorizontalFlip(0.5));
    }
    if (verticalFlip) {
      transforms.add(new VerticalFlip(0.5));
    }
    if (this == PRACTICAL) {
      transforms.add(new ScaleJitter(0.8, 1.25));
      transforms.add(new ColorJitter(0.2, 0.2, 0.2));
    }
    return List.copyOf(transforms);
  }
}
