package dev.fovea.nn.layer;

import dev.fovea.core.winograd.Maps;
import dev.fovea.core.winograd.TileNumbers;
import dev.fovea.core.winograd.TileTransforms;
import dev.fovea.core.winograd.Tiling;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The arithmetic of a 3×3 convolution, stride 1, that learns by Winograd's algorithm: transforms of
 * our own around matrix products of libtorch. F(2×2, 3×3) in bfloat16, F(4×4, 3×3) in float32.
 *
 * <p>Maps are channels-last. In bfloat16, rounding the transformed pixels and products makes
 * outputs about twice, and the weight's gradient three times, as inexact as a direct convolution
 * does (docs/performance.md).
 */
final class WinogradConvolution {
  private static final int TAPS = 9;
  private static final int BLOCK = 1 << 12;
  private static final int LANES = 16;

  private final TileWorkers workers;
  private final TileTransforms transforms;
  private final Limits limits;
  private final int places;

  /**
   * What was measured for a precision (docs/performance.md).
   *
   * @param tiles of a part: its pixels and products stay in the cache
   * @param tilesOfGradient likewise for the weight's gradient, of which each part has one
   * @param leastChannels with fewer, the transforms take longer than what they save
   * @param leastTiles with fewer, what surrounds the products does
   */
  private record Limits(int tiles, int tilesOfGradient, int leastChannels, int leastTiles) {}

  /** In the workers' precision. */
  WinogradConvolution(TileWorkers workers) {
    boolean whole = workers.precision() == Precision.FLOAT32;
    this.workers = workers;
    transforms = whole ? TileTransforms.IN_FLOAT32 : TileTransforms.IN_BFLOAT16;
    limits = whole ? new Limits(64, 280, 128, 128) : new Limits(140, 560, 256, 512);
    places = transforms.places();
  }

  /**
   * {@code U = G g Gᵀ} as {@code [places, in, out]}.
   *
   * @param weight g {@code [out, in, 3, 3]}, float32
   */
  Tensor transformed(Tensor weight) {
    return transformed(weight, WinogradTensors.ofTaps(transforms));
  }

  /**
   * The U {@code [places, out, in]} of the convolution that takes an output's gradient to the
   * input's, whose weight is turned by 180°.
   */
  Tensor turned(Tensor weight) {
    return transformed(weight, WinogradTensors.ofTaps(transforms).flip(1)).transpose(1, 2);
  }

  private Tensor transformed(Tensor weight, Tensor ofTaps) {
    Tensor taps = weight.permute(2, 3, 1, 0).reshape(TAPS, -1);
    return torch
        .mm(ofTaps, taps)
        .to(workers.precision().type())
        .view(places, weight.size(1), weight.size(0));
  }

  /**
   * From {@code [N, in, H, W]} to {@code [N, out, H, W]}, in = out.
   *
   * @param transformed U {@code [places, in, out]}
   * @param bias of each output channel
   */
  Tensor apply(Tensor input, Tensor transformed, float[] bias) {
    Tensor output = torch.empty_like(input);
    int channels = (int) input.size(1);
    Maps pixels = maps(input);
    Maps outputs = maps(output);
    TileTransforms.Finish finish = TileTransforms.Finish.of(bias);
    List<Tiling.Part> parts = tiling(input).parts(limits.tiles());
    workers.forEach(
        parts.size(),
        (index, buffers) -> {
          Tiling.Part part = parts.get(index);
          Tensor tiles = buffers.first(places, part.tiles(), channels);
          Tensor products = buffers.second(places, part.tiles(), channels);
          transforms.input(pixels, part, byPlace(tiles));
          torch.bmm_out(products, tiles, transformed);
          transforms.output(byPlace(products), part, finish, outputs);
        });
    Reference.reachabilityFence(input);
    return output;
  }

  /**
   * Gradients with respect to weight and bias.
   *
   * @param weight {@code [out, in, 3, 3]}, float32
   * @param bias {@code [out]}
   */
  record Gradients(Tensor weight, float[] bias) {}

  /**
   * The weight's and the bias's gradient.
   *
   * @param gradient with respect to the output
   */
  Gradients gradients(Tensor input, Tensor gradient) {
    int channels = (int) input.size(1);
    Maps pixels = maps(input);
    Maps slopes = maps(gradient);
    List<Tiling.Part> parts = tiling(input).parts(limits.tilesOfGradient());
    float[][] biases = new float[parts.size()][channels];
    Tensor products = workers.shared().first(parts.size(), places, channels, channels);
    workers.forEach(
        parts.size(),
        (index, buffers) -> {
          Tiling.Part part = parts.get(index);
          Tensor tiles = buffers.first(places, part.tiles(), channels);
          Tensor tileSlopes = buffers.second(places, part.tiles(), channels);
          transforms.input(pixels, part, byPlace(tiles));
          transforms.outputGradient(slopes, part, byPlace(tileSlopes), biases[index]);
          torch.bmm_out(products.select(0, index), tileSlopes.transpose(1, 2), tiles);
        });
    Reference.reachabilityFence(input);
    Reference.reachabilityFence(gradient);
    return new Gradients(weight(products, channels), sum(biases));
  }

  private Tensor weight(Tensor products, int channels) {
    int numbers = channels * channels;
    Tensor weight = Tensors.empty(TAPS, numbers);
    MemorySegment slopes = Tensors.memory(weight);
    List<MemorySegment> parts =
        IntStream.range(0, (int) products.size(0))
            .mapToObj(part -> Tensors.memory(products.select(0, part)))
            .toList();
    workers.forEach(
        (numbers - 1) / BLOCK + 1,
        (block, buffers) -> {
          int from = block * BLOCK;
          int count = Math.min(BLOCK, numbers - from);
          transforms.weightGradient(parts, numbers, from, count, slopes);
        });
    Reference.reachabilityFence(products);
    return weight.view(3, 3, channels, channels).permute(2, 3, 0, 1);
  }

  private static float[] sum(float[][] parts) {
    float[] sums = parts[0];
    for (float[] part : Arrays.asList(parts).subList(1, parts.length)) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    return sums;
  }

  private static TileNumbers byPlace(Tensor numbers) {
    return TileNumbers.byPlace(
        Tensors.memory(numbers), (int) numbers.size(1), (int) numbers.size(2));
  }

  private static Maps maps(Tensor maps) {
    return WinogradTensors.maps(List.of(maps));
  }

  private Tiling tiling(Tensor maps) {
    return WinogradTensors.tiling(List.of(maps), transforms);
  }

  /** Whether a convolution of these is one that this can do. */
  boolean suits(Convolution convolution, Tensor input) {
    Tensor weight = convolution.weight();
    boolean square = weight.size(0) == weight.size(1) && weight.size(1) == input.size(1);
    return square
        && weight.size(0) >= limits.leastChannels()
        && weight.size(0) % LANES == 0
        && weight.size(2) == 3
        && convolution.stride() == 1
        && input.is_cpu()
        && input.scalar_type().intern() == workers.precision().type()
        && tiling(input).tiles() >= limits.leastTiles();
  }
}
