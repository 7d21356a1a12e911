package dev.fovea.nn.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What an optimiser remembers: named float32 tensors, which it owns, with the number of updates.
 */
public final class OptimizerState implements AutoCloseable {
  private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
  private long updates;

  /** A tensor of zeros for each parameter, named {@code parameter.suffix}. */
  OptimizerState zeros(SequencedMap<String, Tensor> parameters, String suffix) {
    try (NoGradGuard constant = new NoGradGuard()) {
      parameters.forEach(
          (name, weight) -> tensors.put(name + "." + suffix, torch.zeros_like(weight)));
    }
    return this;
  }

  Tensor of(String parameter, String suffix) {
    return tensors.get(parameter + "." + suffix);
  }

  /** All of it by name. */
  public SequencedMap<String, Tensor> tensors() {
    return Collections.unmodifiableSequencedMap(tensors);
  }

  /** How many updates were made. */
  public long updates() {
    return updates;
  }

  /** Counts one more update. */
  long count() {
    return ++updates;
  }

  /** Sets the number of updates, when a run goes on. */
  void restore(long made) {
    updates = made;
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }
}
