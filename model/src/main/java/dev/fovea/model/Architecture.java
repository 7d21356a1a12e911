package dev.fovea.model;

import java.util.List;

/**
 * The network's shape, without anchors or classes: enough to build it and to load its tensors.
 *
 * @param backbone one of {@link #BACKBONES}
 * @param norm the backbone's normalisation
 * @param normEpsilon added to the variance: 1e-5, but 0 in torchvision's published v1 weights and
 *     1e-3 in EfficientNet's
 * @param p6 what the pyramid's sixth level is made from
 * @param width channels of the pyramid and of the subnets
 * @param headDepth 3×3 convolutions in each subnet before its last
 * @param headNorm the subnets' normalisation
 */
public record Architecture(
    String backbone,
    Norm norm,
    double normEpsilon,
    PyramidTop p6,
    int width,
    int headDepth,
    HeadNorm headNorm) {

  /** EfficientNet-Lite0: its channels are no multiples of group norm's 32. */
  public static final String EFFICIENTNET_LITE0 = "efficientnet_lite0";

  /**
   * The backbones that are known; those of MSRA, Detectron2's zoo, have the stride in the first
   * 1×1.
   */
  public static final List<String> BACKBONES =
      List.of(
          "resnet18",
          "resnet34",
          "resnet50",
          "resnet101",
          "resnext50_32x4d",
          EFFICIENTNET_LITE0,
          "msra_resnet50",
          "msra_resnet101");

  /** How the backbone normalises. */
  public enum Norm {
    /** Batch norm with fixed statistics and fixed scale. */
    FROZEN,
    /** Batch norm, trained. */
    BATCH,
    /** Group norm, 32 groups. */
    GROUP
  }

  /** How the subnets normalise. */
  public enum HeadNorm {
    /** Not at all: the paper's. */
    NONE,
    /** Group norm, 32 groups: torchvision's v2. */
    GROUP
  }

  /** What P6 is a stride-2 convolution of, and whether ReLU is between P6 and P7's convolution. */
  public enum PyramidTop {
    /** The backbone's last stage: the paper's. */
    C5(true, true),
    /** The pyramid's own fifth level: torchvision's first. */
    P5(false, true),
    /** The backbone's last stage, without ReLU: MMDetection's. */
    C5_NO_RELU(true, false),
    /** The pyramid's own fifth level, without ReLU. */
    P5_NO_RELU(false, false);

    private final boolean ofBackbone;
    private final boolean rectified;

    PyramidTop(boolean ofBackbone, boolean rectified) {
      this.ofBackbone = ofBackbone;
      this.rectified = rectified;
    }

    /** Whether P6 is made of C5, else of P5. */
    public boolean ofBackbone() {
      return ofBackbone;
    }

    /** Whether P7 is made of ReLU(P6), else of P6. */
    public boolean rectified() {
      return rectified;
    }
  }

  public Architecture {
    require(BACKBONES.contains(backbone), "backbone", backbone, "one of " + BACKBONES);
    boolean narrow = backbone.equals(EFFICIENTNET_LITE0);
    require(!narrow || norm != Norm.GROUP, "norm", norm, "FROZEN or BATCH with " + backbone);
    require(normEpsilon >= 0 && normEpsilon <= 1, "normEpsilon", normEpsilon, "from 0 to 1");
    boolean grouped = headNorm == HeadNorm.GROUP;
    require(width >= 1 && width <= 4096, "width", width, "from 1 to 4096");
    require(!grouped || width % 32 == 0, "width", width, "a multiple of the 32 groups");
    require(headDepth >= 0 && headDepth <= 64, "headDepth", headDepth, "from 0 to 64");
  }

  private static void require(boolean accepted, String what, Object found, String wanted) {
    if (!accepted) {
      throw new IllegalArgumentException(what + " is " + found + "; accepted: " + wanted);
    }
  }
}
