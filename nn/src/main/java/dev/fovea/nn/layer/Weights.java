package dev.fovea.nn.layer;

import dev.fovea.nn.torch.Tensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * The named tensors of a network, float32 and channels-last, in the order they were made.
 *
 * <p>Owns their native memory. Names are torchvision's.
 */
public final class Weights implements AutoCloseable {
  private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
  private final SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();

  private final boolean filled;

  /** Tensors that are filled as they are made. */
  public Weights() {
    this(true);
  }

  private Weights(boolean filled) {
    this.filled = filled;
  }

  /**
   * Tensors of any values, for a network whose weights are copied in: to draw random ones takes
   * longer than to read them.
   */
  public static Weights unfilled() {
    return new Weights(false);
  }

  /** Makes a tensor that training changes. */
  public Tensor parameter(String name, Consumer<Tensor> initialise, long... shape) {
    Tensor tensor = buffer(name, initialise, shape);
    tensor.set_requires_grad(true);
    parameters.put(name, tensor);
    return tensor;
  }

  /** Makes a tensor that the optimiser does not touch. */
  public Tensor buffer(String name, Consumer<Tensor> initialise, long... shape) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor tensor = Tensors.empty(shape);
      if (filled) {
        initialise.accept(tensor);
      }
      if (tensors.put(name, tensor) != null) {
        throw new IllegalStateException("two tensors are named " + name);
      }
      return tensor.retainReference();
    }
  }

  /** Takes the tensor out of training. */
  public void freeze(String name) {
    parameters.remove(name);
    tensors.get(name).set_requires_grad(false);
  }

  /** All tensors by name. */
  public SequencedMap<String, Tensor> tensors() {
    return Collections.unmodifiableSequencedMap(tensors);
  }

  /** The tensors that training changes, by name. */
  public SequencedMap<String, Tensor> parameters() {
    return Collections.unmodifiableSequencedMap(parameters);
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
    parameters.clear();
  }
}
