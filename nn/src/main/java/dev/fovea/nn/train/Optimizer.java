package dev.fovea.nn.train;

import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** Moves the parameters against their gradients. */
public interface Optimizer extends AutoCloseable {
  /** One update from the gradients as they stand. */
  void step(double rate);

  /** What the optimiser remembers of each parameter, by name, float32: for the checkpoint. */
  SequencedMap<String, Tensor> state();

  /** How many updates were made. */
  long updates();

  /** Sets the number of updates, after the state was restored. */
  void restore(long updates);

  @Override
  void close();
}
