package dev.fovea.nn.network;

import dev.fovea.core.loss.PriorProbability;
import dev.fovea.model.Architecture;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.backbone.Backbone;
import dev.fovea.nn.backbone.Backbones;
import dev.fovea.nn.layer.NormKind;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.Weights;
import dev.fovea.nn.torch.TensorFiles;
import dev.fovea.nn.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * RetinaNet: a backbone, a pyramid and two subnets (paper, section 4). Tensor names are those of
 * torchvision's {@code models/detection/retinanet.py}.
 */
public final class RetinaNet implements AutoCloseable {
  /** For a bias that is copied in. */
  private static final double ANY_PRIOR = 0.01;

  private final Weights weights;
  private final Backbone backbone;
  private final FeaturePyramid pyramid;
  private final Subnet classification;
  private final Subnet regression;
  private final int anchorsPerCell;

  /**
   * Makes the network with fresh weights, drawn from libtorch's random generator.
   *
   * @param anchorsPerCell A
   * @param classes K
   * @param prior π: every anchor starts as foreground with about this probability
   */
  public RetinaNet(Architecture architecture, int anchorsPerCell, int classes, double prior) {
    this(new Weights(), architecture, anchorsPerCell, classes, prior);
  }

  /**
   * Makes a model's network.
   *
   * @param model may be closed afterwards
   * @throws dev.fovea.core.FoveaException if it lacks a tensor, or one has another shape
   */
  public static RetinaNet of(ModelFile model) {
    ModelDescription description = model.description();
    RetinaNet network =
        new RetinaNet(
            Weights.unfilled(),
            description.architecture(),
            description.anchors().anchorsPerCell(),
            description.classes().count(),
            ANY_PRIOR);
    try {
      TensorFiles.copyInto(network.weights.tensors(), model.tensors(), model.path().toString());
      return network;
    } catch (RuntimeException failure) {
      network.close();
      throw failure;
    }
  }

  private RetinaNet(
      Weights weights, Architecture architecture, int anchorsPerCell, int classes, double prior) {
    this.weights = weights;
    this.anchorsPerCell = anchorsPerCell;
    NormKind norm = NormKind.valueOf(architecture.norm().name());
    backbone =
        Backbones.named(architecture.backbone())
            .make(weights, "backbone.body.", norm, architecture.normEpsilon());
    int width = architecture.width();
    pyramid = new FeaturePyramid(weights, backbone.channels(), width, architecture.p6());
    NormKind headNorm = NormKind.valueOf(architecture.headNorm().name());
    int depth = architecture.headDepth();
    classification =
        new Subnet(
            weights,
            new Subnet.Plan("head.classification_head", "cls_logits", depth, width, headNorm),
            anchorsPerCell * classes,
            PriorProbability.bias(prior));
    regression =
        new Subnet(
            weights,
            new Subnet.Plan("head.regression_head", "bbox_reg", depth, width, headNorm),
            anchorsPerCell * 4,
            0);
  }

  /** The network's tensors, which it owns. */
  public Weights weights() {
    return weights;
  }

  /** Takes the backbone's first {@code stages} out of training; the stem is the first. */
  public void freeze(int stages) {
    List<String> frozen = backbone.stages().stream().limit(stages).flatMap(List::stream).toList();
    weights.parameters().keySet().stream()
        .filter(name -> frozen.stream().anyMatch(name::startsWith))
        .toList()
        .forEach(weights::freeze);
  }

  /**
   * From normalised images {@code [N, 3, H, W]}, float32, H and W multiples of 32, to the outputs
   * of P3 … P7.
   *
   * <p>The outputs join the surrounding {@code PointerScope}; all else is freed, or kept by
   * autograd as it needs.
   */
  public HeadTensors forward(Tensor images, Pass pass) {
    List<Tensor> outputs =
        Tensors.scoped(
            () -> {
              Tensor input = images.to(pass.precision().type());
              List<Tensor> levels = pyramid.forward(backbone.forward(input, pass), pass);
              List<Tensor> both = new ArrayList<>(classification.forward(levels, pass));
              both.addAll(regression.forward(levels, pass));
              return both;
            });
    int levels = outputs.size() / 2;
    return HeadTensors.channelsLast(
        outputs.subList(0, levels), outputs.subList(levels, 2 * levels), anchorsPerCell);
  }

  /** Adds to each parameter's gradient, given the loss's gradient with respect to the outputs. */
  public static void backward(HeadTensors outputs, HeadTensors gradients) {
    torch.backward(
        new TensorVector(outputs.all()),
        new TensorVector(gradients.all()),
        new BoolOptional(),
        false,
        new TensorVector());
  }

  @Override
  public void close() {
    weights.close();
  }
}
