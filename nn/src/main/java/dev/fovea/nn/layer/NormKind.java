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
      Norm norm = BATCH.make(weights, name, channels, epsilon);
      weights.freeze(name + ".weight");
      weights.freeze(name + ".bias");
      Pass constant = new Pass(dev.fovea.nn.torch.Precision.FLOAT32, false);
      return (input, pass) -> norm.forward(input, constant);
    }
  },

  /** Batch norm that is trained; running statistics move by a tenth at each step. */
  BATCH {
    @Override
    public Norm make(Weights weights, String name, int channels, double epsilon) {
      Tensor weight = weights.parameter(name + ".weight", constant(1), channels);
      Tensor bias = weights.parameter(name + ".bias", constant(0), channels);
      Tensor mean = weights.buffer(name + ".running_mean", constant(0), channels);
      Tensor variance = weights.buffer(name + ".running_var", constant(1), channels);
      return (input, pass) ->
          torch.batch_norm(
              input,
              new TensorOptional(weight),
              new TensorOptional(bias),
              new TensorOptional(mean),
              new TensorOptional(variance),
              pass.training(),
              0.1,
              epsilon,
              false);
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
}
