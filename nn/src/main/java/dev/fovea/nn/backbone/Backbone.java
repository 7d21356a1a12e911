package dev.fovea.nn.backbone;

import dev.fovea.nn.layer.Pass;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A classification network without its classifier, seen as the source of the pyramid. */
public interface Backbone {
  /** Channels of C3, C4, C5. */
  List<Integer> channels();

  /**
   * What {@code model.freeze} counts: for each stage, from the stem on, how the names of its
   * tensors begin.
   */
  List<List<String>> stages();

  /** From images {@code [N, 3, H, W]} to C3, C4, C5 at strides 8, 16, 32. */
  List<Tensor> forward(Tensor images, Pass pass);
}
