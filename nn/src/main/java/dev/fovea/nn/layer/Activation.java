package dev.fovea.nn.layer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What a network does to each number between its convolutions. */
public enum Activation {
  /** Nothing. */
  NONE {
    @Override
    public Tensor apply(Tensor features) {
      return features;
    }
  },

  /** max(x, 0). */
  RELU {
    @Override
    public Tensor apply(Tensor features) {
      features.relu_();
      return features;
    }
  },

  /** min(max(x, 0), 6). */
  RELU6 {
    @Override
    public Tensor apply(Tensor features) {
      // What it returns is not the owner of the memory.
      torch.relu6_(features);
      return features;
    }
  };

  /** Changes the features in place and gives them back. */
  public abstract Tensor apply(Tensor features);
}
