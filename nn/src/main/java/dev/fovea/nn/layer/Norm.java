package dev.fovea.nn.layer;

import org.bytedeco.pytorch.Tensor;

/** Normalises the channels of {@code [N, C, H, W]}. */
@FunctionalInterface
public interface Norm {
  /** Does nothing. */
  Norm NONE = (input, pass) -> input;

  /** The normalised input, in a tensor of the same shape. */
  Tensor forward(Tensor input, Pass pass);
}
