package dev.fovea.nn.layer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What a network does to each number between its convolutions. */
public enum Activation {
  /** Nothing. */
  NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY) {
    @Override
    public Tensor apply(Tensor features) {
      return features;
    }
  },

  /** max(x, 0). */
  RELU(0, Float.POSITIVE_INFINITY) {
    @Override
    public Tensor apply(Tensor features) {
      features.relu_();
      return features;
    }
  },

  /** min(max(x, 0), 6). */
  RELU6(0, 6) {
    @Override
    public Tensor apply(Tensor features) {
      // What it returns is not the owner of the memory.
      torch.relu6_(features);
      return features;
    }
  };

  private final float least;
  private final float most;

  Activation(float least, float most) {
    this.least = least;
    this.most = most;
  }

  /** The lower limit of what it gives. */
  float least() {
    return least;
  }

  /** The upper limit. */
  float most() {
    return most;
  }

  /** Changes the features in place and gives them back. */
  public abstract Tensor apply(Tensor features);
}
