package dev.fovea.nn.train;

/** Moves the parameters against their gradients. */
public interface Optimizer extends AutoCloseable {
  /** One update from the gradients as they stand. */
  void step(double rate);

  /** What it remembers between updates. */
  OptimizerState state();

  @Override
  default void close() {
    state().close();
  }
}
