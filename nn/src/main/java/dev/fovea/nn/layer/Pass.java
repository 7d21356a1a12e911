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
  private final Optional<WinogradPass> winogradPass;
  private final Map<Step, FoldedStep> packed = Collections.synchronizedMap(new IdentityHashMap<>());

  /** Of a pass for inference, which owns them. */
  private final Optional<TileWorkers> workers;

  private final Map<Step, FoldedStep> transformed =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /** A pass whose casts are made when they are first needed. */
  public Pass(Precision precision, boolean training) {
    this(precision, training, false, false, Optional.empty(), Optional.empty());
  }

  private Pass(
      Precision precision,
      boolean training,
      boolean lasting,
      boolean packing,
      Optional<WinogradPass> winogradPass,
      Optional<TileWorkers> workers) {
    this.precision = precision;
    this.training = training;
    this.lasting = lasting;
    this.packing = packing;
    this.winogradPass = winogradPass;
    this.workers = workers;
  }

  /**
   * A training pass that takes Winograd convolutions where they are faster; to be closed after the
   * backward pass.
   *
   * @param workers for them, on processors where they are
   */
  public static Pass forTraining(Precision precision, Optional<TileWorkers> workers) {
    return new Pass(
        precision, true, false, false, workers.map(WinogradPass::new), Optional.empty());
  }

  /**
   * A pass for inference, whose {@link Step}s are single operations where oneDNN knows the
   * precision on this processor and the weights lie in its memory; elsewhere it is {@link #plain}.
   * Each step is prepared at its first use.
   */
  public static Pass forInference(Precision precision, Weights weights) {
    boolean onProcessor = weights.tensors().values().stream().allMatch(Tensor::is_cpu);
    boolean known = onProcessor && ConvolutionOperators.of(precision).isPresent();
    Optional<TileWorkers> workers = known ? TileWorkers.forInference(precision) : Optional.empty();
    return new Pass(precision, false, true, known, Optional.empty(), workers);
  }

  /** A pass for inference in which every layer is an operation of its own, as in training. */
  public static Pass plain(Precision precision) {
    return new Pass(precision, false, true, false, Optional.empty(), Optional.empty());
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
   * Runs a part of the network. A pass for inference frees what the part made besides its results,
   * so that the next part finds that memory in the cache, and not new pages.
   */
  public List<Tensor> parts(Supplier<List<Tensor>> work) {
    return lasting ? Tensors.scoped(work) : work.get();
  }

  /** The same for one result. */
  public Tensor part(Supplier<Tensor> work) {
    return parts(() -> List.of(work.get())).getFirst();
  }

  /** The convolution by Winograd's algorithm, where this pass learns by it. */
  Optional<Tensor> winograd(Convolution convolution, Tensor input) {
    return winogradPass.flatMap(each -> each.forward(convolution, input));
  }

  /** The step by Winograd's algorithm, where this pass for inference takes it for these inputs. */
  Optional<FoldedStep> winograd(Step step, List<Tensor> inputs) {
    return workers
        .filter(there -> WinogradInference.suits(step.convolution(), inputs))
        .map(
            there ->
                transformed.computeIfAbsent(
                    step,
                    each ->
                        FoldedStep.of(
                            each,
                            (convolution, activation) ->
                                new WinogradInference(there, convolution, activation))));
  }

  /** The step as one operation for inputs such as this, where this pass has such. */
  Optional<FoldedStep> folded(Step step, Tensor input) {
    return winograd(step, List.of(input)).or(() -> packed(step, input));
  }

  private Optional<FoldedStep> packed(Step step, Tensor input) {
    return packing
        ? Optional.of(
            packed.computeIfAbsent(
                step,
                each ->
                    FoldedStep.of(
                        each,
                        (convolution, activation) ->
                            new PackedConvolution(
                                convolution,
                                activation,
                                Tensors.shape(input),
                                precision,
                                PackedConvolution.pays()))))
        : Optional.empty();
  }

  @Override
  public void close() {
    winogradPass.ifPresent(WinogradPass::close);
    packed.values().forEach(FoldedStep::close);
    packed.clear();
    transformed.values().forEach(FoldedStep::close);
    transformed.clear();
    workers.ifPresent(TileWorkers::close);
    cast.values().forEach(Tensor::close);
    cast.clear();
  }
}
