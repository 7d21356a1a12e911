package dev.fovea.nn.settings;

import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.HeadNorm;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.model.Architecture.PyramidTop;
import java.util.Optional;

/**
 * The branch {@code model}: the network.
 *
 * @param backbone one of {@link Architecture#BACKBONES}
 * @param weights a file of weights that the network starts from, a run folder or the name of
 *     published weights; nothing for random ones
 * @param weightsPart how much of the network is taken from {@code weights}
 * @param norm the backbone's normalisation
 * @param normEpsilon added to the variance
 * @param freeze first stages of the backbone that are not trained
 * @param p6 what P6 is made from
 * @param width channels
 * @param headDepth convolutions in each subnet before its last
 * @param headNorm the subnets' normalisation
 */
public record ModelBranch(
    @About(
            "resnet18, resnet34, resnet50, resnet101, resnext50_32x4d, efficientnet_lite0; as MSRA"
                + " has them (stride in the 1x1): msra_resnet50, msra_resnet101")
        String backbone,
    @About(
            "where the network starts: a file (.safetensors, .pth), a run folder, a name of `fovea"
                + " weights list`; none: random")
        Optional<String> weights,
    @About(
            "what weights give: all that fits; trunk: backbone and pyramid, heads are fresh; backbone")
        WeightsPart weightsPart,
    @About("frozen: fixed statistics, the default with weights; batch: trained; group: 32 groups")
        Norm norm,
    @About("added to the variance; 0 for torchvision's published v1 weights, 1e-3 for efficientnet")
        double normEpsilon,
    @About("first stages that are not trained: 0 none, 1 the stem … 5 all; 2 with weights")
        int freeze,
    @About("P6 is a convolution of c5 (paper) or p5 (torchvision); c5NoRelu: MMDetection, p5NoRelu")
        PyramidTop p6,
    @About("channels of the pyramid and of the subnets") int width,
    @About("3x3 convolutions in each subnet before its last") int headDepth,
    @About("none, or group (32 groups, torchvision's v2)") HeadNorm headNorm) {

  /** How much of the network is taken from a file. */
  public enum WeightsPart {
    /** All that fits, and of the class tensors what is of the same classes. */
    ALL(""),
    /** Backbone and pyramid: all but the two heads. */
    TRUNK("backbone."),
    /** The backbone alone. */
    BACKBONE("backbone.body.");

    private final String prefix;

    WeightsPart(String prefix) {
      this.prefix = prefix;
    }

    /** Whether the tensor of this name is of the part. */
    public boolean has(String name) {
      return name.startsWith(prefix);
    }
  }

  public ModelBranch {
    Check.leaf(
        Architecture.BACKBONES.contains(backbone),
        "backbone",
        "one of " + String.join(", ", Architecture.BACKBONES));
    Check.leaf(weights.filter(String::isBlank).isEmpty(), "weights", "a file, a name or none");
    Check.leaf(normEpsilon >= 0 && normEpsilon <= 1, "normEpsilon", "0 to 1");
    Check.leaf(freeze >= 0 && freeze <= 5, "freeze", "0 to 5 stages");
    Check.leaf(width >= 1 && width <= 4096, "width", "1 to 4096 channels");
    Check.leaf(headDepth >= 0 && headDepth <= 64, "headDepth", "0 to 64");
    Check.together(
        norm != Norm.GROUP || !backbone.equals(Architecture.EFFICIENTNET_LITE0),
        "model.norm is group, and %s has channels that are no multiples of the 32 groups; accepted:"
                .formatted(backbone)
            + " frozen or batch");
    Check.together(
        headNorm == HeadNorm.NONE || width % 32 == 0,
        "model.width is %d; with model.headNorm: group it must be a multiple of the 32 groups"
            .formatted(width));
  }

  /** The network's shape. */
  public Architecture toArchitecture() {
    return new Architecture(backbone, norm, normEpsilon, p6, width, headDepth, headNorm);
  }
}
