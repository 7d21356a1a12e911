package dev.fovea.nn.layer;

import static dev.fovea.nn.layer.Initialisation.constant;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** How a network normalises its channels. */
public enum NormKind {
  /**
   * Batch norm whose statistics and affine parameters stay as they are: for pretrained weights and
   * small batches.
   */
  FROZEN {
    @Override
    public Norm make(Weights weights, String name, int channels, double epsilon) {
      BatchNorm norm = batchNorm(weights, name, channels, epsilon);
      weights.freeze(name + ".weight");
      weights.freeze(name + ".bias");
      return norm.freeze();
    }
  },

  /** Batch norm that is trained; running statistics move by a tenth at each step. */
  BATCH {
    @Override
    public Norm make(Weights weights, String name, int channels, double epsilon) {
      return batchNorm(weights, name, channels, epsilon);
    }
  },

  /** Group norm over 32 groups (Wu &amp; He 2018): independent of the batch. */
  GROUP {
    @Override
    public Norm make(Weights weights, String name, int channels, double epsilon) {
      Tensor weight = weights.parameter(name + ".weight", constant(1), channels);
      Tensor bias = weights.parameter(name + ".bias", constant(0), channels);
      return (input, pass) ->
          torch.group_norm(
              input,
              GROUPS,
              new TensorOptional(pass.weight(weight)),
              new TensorOptional(pass.weight(bias)),
              epsilon,
              false);
    }
  },

  /** No normalisation. */
  NONE {
    @Override
    public Norm make(Weights weights, String name, int channels, double epsilon) {
      return Norm.NONE;
    }
  };

  private static final int GROUPS = 32;

  /**
   * Makes the tensors {@code name.weight}, {@code name.bias} and, for batch norm, its running
   * statistics.
   */
  public abstract Norm make(Weights weights, String name, int channels, double epsilon);

  private static BatchNorm batchNorm(Weights weights, String name, int channels, double epsilon) {
    Tensor weight = weights.parameter(name + ".weight", constant(1), channels);
    Tensor bias = weights.parameter(name + ".bias", constant(0), channels);
    Tensor mean = weights.buffer(name + ".running_mean", constant(0), channels);
    Tensor variance = weights.buffer(name + ".running_var", constant(1), channels);
    return new BatchNorm(weight, bias, mean, variance, epsilon, false);
  }
}
