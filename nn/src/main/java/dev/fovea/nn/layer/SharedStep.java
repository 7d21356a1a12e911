package dev.fovea.nn.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** A step with one weight that all levels of a pyramid take. */
public final class SharedStep {
  private final List<Step> steps;

  private SharedStep(List<Step> steps) {
    this.steps = steps;
  }

  /** For {@code levels} levels. */
  public static SharedStep of(Step step, int levels) {
    return new SharedStep(Collections.nCopies(levels, step));
  }

  /**
   * The same, with a packed weight for each level: where the channels are a multiple of 48 (36
   * count as 48), oneDNN wants the weight laid out otherwise for large maps than for small ones,
   * and laying it out anew takes longer than the convolution.
   */
  public static SharedStep packedForEach(Step step, int levels) {
    Stream<Step> steps =
        Stream.generate(() -> new Step(step.convolution(), step.norm(), step.activation()));
    return new SharedStep(steps.limit(levels).toList());
  }

  /** From {@code [N, in, H, W]} of each level to {@code [N, out, H, W]}, at stride 1. */
  public List<Tensor> forward(List<Tensor> levels, Pass pass) {
    Optional<FoldedStep> together = pass.winograd(steps.getFirst(), levels);
    if (together.isPresent()) {
      return together.get().forward(levels, pass);
    }
    List<Tensor> outputs = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      outputs.add(steps.get(level).forward(levels.get(level), pass));
    }
    return outputs;
  }
}
