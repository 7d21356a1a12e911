package dev.fovea.nn.layer;

import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.Tensors;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * How a forward pass is made: its precision, whether batch statistics are taken, the parameters as
 * they were cast or packed for it.
 *
 * <p>Casts are kept because the subnets use the same weights on five levels. A training pass is
 * used once, inside one {@code PointerScope}, which frees the casts. A pass for inference may be
 * used by many threads; {@link #close} frees what it made.
 */
public final class Pass implements AutoCloseable {
  private final Precision precision;
  private final boolean training;
  private final boolean lasting;
  private final boolean packing;
  private final Map<Tensor, Tensor> cast = Collections.synchronizedMap(new IdentityHashMap<>());
  private final Optional<WinogradPass> winograd;
  private final Map<Step, PackedStep> packed = Collections.synchronizedMap(new IdentityHashMap<>());

  /** A pass whose casts are made when they are first needed. */
  public Pass(Precision precision, boolean training) {
    this(precision, training, false, false, Optional.empty());
  }

  private Pass(
      Precision precision,
      boolean training,
      boolean lasting,
      boolean packing,
      Optional<WinogradPass> winograd) {
    this.precision = precision;
    this.training = training;
    this.lasting = lasting;
    this.packing = packing;
    this.winograd = winograd;
  }

  /**
   * A training pass that takes Winograd convolutions where they are faster; to be closed after the
   * backward pass.
   *
   * @param workers for them, on processors where they are
   */
  public static Pass forTraining(Precision precision, Optional<TileWorkers> workers) {
    return new Pass(precision, true, false, false, workers.map(WinogradPass::new));
  }

  /**
   * A pass for inference, whose {@link Step}s are single operations of oneDNN where it knows the
   * precision on this processor and the weights lie in its memory; elsewhere it is {@link #plain}.
   * Each step is packed at its first use.
   */
  public static Pass forInference(Precision precision, Weights weights) {
    boolean onProcessor = weights.tensors().values().stream().allMatch(Tensor::is_cpu);
    boolean known = ConvolutionOperators.of(precision).isPresent();
    return new Pass(precision, false, true, onProcessor && known, Optional.empty());
  }

  /** A pass for inference in which every layer is an operation of its own, as in training. */
  public static Pass plain(Precision precision) {
    return new Pass(precision, false, true, false, Optional.empty());
  }

  /** Whether batch norm takes the statistics of the batch. */
  public boolean training() {
    return training;
  }

  /** The number format of activations. */
  public Precision precision() {
    return precision;
  }

  /** The parameter in this pass's precision. */
  public Tensor weight(Tensor parameter) {
    return precision == Precision.FLOAT32 ? parameter : cast.computeIfAbsent(parameter, this::cast);
  }

  private Tensor cast(Tensor parameter) {
    if (!lasting) {
      return parameter.to(precision.type());
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      return parameter.to(precision.type()).retainReference();
    }
  }

  /**
   * Runs a part of the network. A pass for inference frees what the part made besides its result,
   * so that the next part finds that memory in the cache, and not new pages.
   */
  public Tensor part(Supplier<Tensor> work) {
    return lasting ? Tensors.scoped(() -> List.of(work.get())).getFirst() : work.get();
  }

  /** The convolution by Winograd's algorithm, where this pass takes it. */
  Optional<Tensor> winograd(Convolution convolution, Tensor input) {
    return winograd.flatMap(each -> each.forward(convolution, input));
  }

  /** The step as one operation, where this pass has such. */
  Optional<PackedStep> packed(Step step, Tensor input) {
    return packing
        ? Optional.of(packed.computeIfAbsent(step, each -> PackedStep.of(each, input, precision)))
        : Optional.empty();
  }

  @Override
  public void close() {
    winograd.ifPresent(WinogradPass::close);
    packed.values().forEach(PackedStep::close);
    packed.clear();
    cast.values().forEach(Tensor::close);
    cast.clear();
  }
}
