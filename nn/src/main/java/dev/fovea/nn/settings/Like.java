package dev.fovea.nn.settings;

/** Whose conventions hold where nothing else is set. */
public enum Like {
  /** Fovea's own: torchvision's method at a size that a CPU trains. */
  FOVEA,
  /** torchvision {@code retinanet_resnet50_fpn}. */
  TORCHVISION,
  /** Detectron2's RetinaNet. */
  DETECTRON2,
  /** The paper. */
  PAPER
}
