package dev.fovea.nn.network;

import static dev.fovea.nn.layer.Initialisation.normal;

import dev.fovea.nn.layer.Activation;
import dev.fovea.nn.layer.Convolution;
import dev.fovea.nn.layer.Convolution.Shape;
import dev.fovea.nn.layer.Norm;
import dev.fovea.nn.layer.NormKind;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.SharedStep;
import dev.fovea.nn.layer.Step;
import dev.fovea.nn.layer.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The classification or the box subnet: 3×3 convolutions with ReLU, then one to the outputs of all
 * anchors of a cell; the same for every level (paper, section 4).
 */
public final class Subnet {
  private static final double DEVIATION = 0.01;
  private static final double EPSILON = 1e-5;
  private static final int LEVELS = 5;

  private final List<SharedStep> tower = new ArrayList<>();
  private final SharedStep last;

  /**
   * What a subnet is.
   *
   * @param name of its tensors, {@code head.classification_head} or {@code head.regression_head}
   * @param output of its last convolution, {@code cls_logits} or {@code bbox_reg}
   * @param depth convolutions before the last
   * @param width channels
   * @param norm after each of them
   */
  public record Plan(String name, String output, int depth, int width, NormKind norm) {}

  /**
   * Makes the tensors.
   *
   * @param channels of the last convolution
   * @param bias of the last convolution: the prior's for the classification subnet
   */
  public Subnet(Weights weights, Plan plan, int channels, double bias) {
    Shape shape = new Shape(plan.width(), plan.width(), 3, 1);
    for (int index = 0; index < plan.depth(); index++) {
      String name = plan.name() + ".conv." + index + ".";
      Convolution convolution =
          plan.norm() == NormKind.NONE
              ? Convolution.makeWithBias(weights, name + "0", shape, normal(DEVIATION), 0)
              : Convolution.make(weights, name + "0", shape, normal(DEVIATION));
      Norm norm = plan.norm().make(weights, name + "1", plan.width(), EPSILON);
      tower.add(SharedStep.of(new Step(convolution, norm, Activation.RELU), LEVELS));
    }
    Shape output = new Shape(plan.width(), channels, 3, 1);
    String name = plan.name() + "." + plan.output();
    Convolution convolution =
        Convolution.makeWithBias(weights, name, output, normal(DEVIATION), bias);
    last = SharedStep.packedForEach(Step.of(convolution), LEVELS);
  }

  /** From P3 … P7, each {@code [N, width, H, W]}, to {@code [N, channels, H, W]} of each. */
  public List<Tensor> forward(List<Tensor> levels, Pass pass) {
    List<Tensor> features = levels;
    for (SharedStep step : tower) {
      List<Tensor> inputs = features;
      features = pass.parts(() -> step.forward(inputs, pass));
    }
    return last.forward(features, pass);
  }
}
