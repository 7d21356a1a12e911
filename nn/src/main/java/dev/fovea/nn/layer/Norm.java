package dev.fovea.nn.layer;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** Normalises the channels of {@code [N, C, H, W]}. */
@FunctionalInterface
public interface Norm {
  /** Does nothing. */
  Norm NONE =
      new Norm() {
        @Override
        public Tensor forward(Tensor input, Pass pass) {
          return input;
        }

        @Override
        public Optional<ChannelMap> constant() {
          return Optional.of(ChannelMap.IDENTITY);
        }
      };

  /** The normalised input, in a tensor of the same shape. */
  Tensor forward(Tensor input, Pass pass);

  /**
   * What the norm does outside training, where it is the same for every input: a convolution before
   * it can do it too. Empty where it depends on the input.
   */
  default Optional<ChannelMap> constant() {
    return Optional.empty();
  }

  /** The same of what it does in training: empty where training changes it, or it does nothing. */
  default Optional<ChannelMap> held() {
    return Optional.empty();
  }
}
