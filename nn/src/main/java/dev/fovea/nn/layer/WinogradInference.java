package dev.fovea.nn.layer;

import dev.fovea.core.winograd.Maps;
import dev.fovea.core.winograd.TileNumbers;
import dev.fovea.core.winograd.TileTransforms;
import dev.fovea.core.winograd.Tiling;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.Tensors;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A 3×3 convolution, stride 1, in float32 by Winograd's F(4×4, 3×3), for inference: a quarter of
 * the multiplications. Maps of several sizes share the work.
 *
 * <p>The products are a 1×1 convolution of oneDNN in groups, one for each place, since it takes a
 * packed weight.
 */
final class WinogradInference implements FoldedConvolution {
  private static final int LANES = 16;

  /** With fewer, transforms take as long as what they save. */
  private static final int LEAST_CHANNELS = 64;

  /** With fewer, reading the transformed weight takes as long. */
  private static final int LEAST_TILES = 32;

  /** Numbers of a part's products: they stay in the cache, and in memory that is used again. */
  private static final int PART = 1_500_000;

  /** Tiles of a part are a multiple: it is one side of the image that oneDNN sees. */
  private static final int ROW = 8;

  private final TileWorkers workers;
  private final TileTransforms transforms = TileTransforms.IN_FLOAT32;
  private final int places = transforms.places();
  private final PackedConvolution products;
  private final int in;
  private final int out;
  private final int padded;
  private final int tiles;
  private final TileTransforms.Finish alone;
  private final TileTransforms.Finish onto;

  /** Prepares a convolution, which may be freed afterwards. */
  WinogradInference(TileWorkers workers, Convolution convolution, Activation activation) {
    this.workers = workers;
    Tensor weight = convolution.weight();
    in = (int) weight.size(1);
    out = (int) weight.size(0);
    padded = (out + LANES - 1) / LANES * LANES;
    tiles = Math.clamp(PART / places / padded / ROW * ROW, 2 * ROW, 8 * ROW);
    float[] bias = new float[padded];
    convolution.bias().ifPresent(each -> Tensors.copy(each.to(ScalarType.Float), bias));
    alone = new TileTransforms.Finish(bias, false, activation.least(), activation.most());
    onto = new TileTransforms.Finish(bias, true, activation.least(), activation.most());
    products = packed(weight);
  }

  /** By the workers: oneDNN lays a weight out for the number of threads that will use it. */
  private PackedConvolution packed(Tensor weight) {
    long[] input = {1, (long) places * in, tiles / ROW, ROW};
    AtomicReference<PackedConvolution> result = new AtomicReference<>();
    workers.forEach(
        1,
        (index, buffers) ->
            result.set(
                new PackedConvolution(
                    transformed(weight), Activation.NONE, input, Precision.FLOAT32, true)));
    return result.get();
  }

  /**
   * {@code U = G g Gᵀ} of each place as the weight of a group, {@code [places · out, in, 1, 1]}.
   */
  private Convolution transformed(Tensor weight) {
    long[] more = {0, 0, 0, 0, 0, 0, 0, padded - out};
    Tensor whole = torch.constant_pad_nd(weight.to(ScalarType.Float), more, new Scalar(0));
    Tensor taps = whole.permute(2, 3, 0, 1).reshape(9, -1);
    Tensor numbers = torch.mm(WinogradTensors.ofTaps(transforms), taps);
    return new Convolution(numbers.view(-1, in, 1, 1), Optional.empty(), 1);
  }

  /** Whether a convolution of these is one that this can do, and is slower when it is direct. */
  static boolean suits(Convolution convolution, List<Tensor> inputs) {
    Tensor weight = convolution.weight();
    Tensor first = inputs.getFirst();
    return weight.size(2) == 3
        && convolution.stride() == 1
        && weight.size(1) == first.size(1)
        && first.size(1) >= LEAST_CHANNELS
        && first.size(1) % LANES == 0
        && WinogradTensors.tiling(inputs, TileTransforms.IN_FLOAT32).tiles() >= LEAST_TILES;
  }

  @Override
  public List<Tensor> forward(List<Tensor> inputs) {
    List<Tensor> outputs =
        inputs.stream()
            .map(input -> Tensors.empty(input.size(0), out, input.size(2), input.size(3)))
            .toList();
    run(channelsLast(inputs), outputs, alone);
    return outputs;
  }

  @Override
  public Tensor forwardOnto(Tensor addend, Tensor input) {
    List<Tensor> outputs = channelsLast(List.of(addend));
    run(channelsLast(List.of(input)), outputs, onto);
    return outputs.getFirst();
  }

  /** Themselves where they are so already, as nearly always. */
  private static List<Tensor> channelsLast(List<Tensor> maps) {
    return maps.stream().map(map -> map.contiguous(MemoryFormat.ChannelsLast)).toList();
  }

  private void run(List<Tensor> inputs, List<Tensor> outputs, TileTransforms.Finish finish) {
    Maps pixels = WinogradTensors.maps(inputs);
    Maps results = WinogradTensors.maps(outputs);
    List<Tiling.Part> parts = WinogradTensors.tiling(inputs, transforms).parts(tiles);
    workers.forEach(
        parts.size(),
        (index, buffers) -> {
          Tiling.Part part = parts.get(index);
          Tensor numbers = buffers.first(1, tiles / ROW, ROW, (long) places * in);
          transforms.input(pixels, part, byTile(numbers, in));
          Tensor found = products.forward(List.of(numbers.permute(0, 3, 1, 2))).getFirst();
          transforms.output(byTile(found, padded), part, finish, results);
        });
    Reference.reachabilityFence(inputs);
    Reference.reachabilityFence(outputs);
  }

  private TileNumbers byTile(Tensor numbers, int channels) {
    return TileNumbers.byTile(Tensors.memory(numbers), places, channels);
  }

  @Override
  public void close() {
    products.close();
  }
}
