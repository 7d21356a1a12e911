package dev.fovea.nn.layer;

import dev.fovea.core.winograd.MapShape;
import dev.fovea.core.winograd.TileRows;
import dev.fovea.core.winograd.TileTransforms;
import dev.fovea.nn.torch.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The arithmetic of a 3×3 convolution, stride 1, in bfloat16 by Winograd's F(2×2, 3×3): transforms
 * of our own around matrix products of oneDNN.
 *
 * <p>Maps are channels-last. Rounding the transformed pixels and products to bfloat16 makes outputs
 * about twice, and the weight's gradient three times, as inexact as a direct convolution in
 * bfloat16 does (docs/performance.md).
 *
 * @param workers that share the rows of tiles
 */
record WinogradConvolution(TileWorkers workers) {
  /** Tiles of a part: its pixels and products stay in the cache. */
  private static final int TILES = 140;

  /** Likewise for the weight's gradient, of which each part has one. */
  private static final int TILES_OF_GRADIENT = 560;

  private static final int ELEMENTS = 16;
  private static final int BLOCK = 1 << 12;
  private static final int LANES = 16;

  /** With fewer, the transforms take longer than what they save. */
  private static final int LEAST_CHANNELS = 256;

  /** With fewer, what surrounds the products does. */
  private static final int LEAST_TILES = 512;

  private static final float[] G = {1, 0, 0, .5f, .5f, .5f, .5f, -.5f, .5f, 0, 0, 1};

  /**
   * {@code U = G g Gᵀ} as {@code [16, in, out]}.
   *
   * @param weight g {@code [out, in, 3, 3]}, float32
   */
  static Tensor transformed(Tensor weight) {
    Tensor rows = torch.tensor(G).view(4, 3);
    Tensor taps = weight.permute(2, 3, 1, 0).contiguous().view(9, -1);
    return torch
        .mm(torch.kron(rows, rows), taps)
        .to(ScalarType.BFloat16)
        .view(ELEMENTS, weight.size(1), weight.size(0));
  }

  /**
   * The U of the convolution that takes an output's gradient to the input's, whose weight is turned
   * by 180°: the elements change their places.
   */
  static Tensor turned(Tensor transformed) {
    Tensor places = torch.tensor(3L, 1L, 2L, 0L);
    return transformed
        .view(4, 4, transformed.size(1), transformed.size(2))
        .index_select(0, places)
        .index_select(1, places)
        .view(ELEMENTS, transformed.size(1), transformed.size(2))
        .transpose(1, 2);
  }

  /**
   * From {@code [N, in, H, W]} to {@code [N, out, H, W]}, in = out.
   *
   * @param transformed U {@code [16, in, out]}
   * @param bias of each output channel
   */
  Tensor apply(Tensor input, Tensor transformed, float[] bias) {
    Tensor output = torch.empty_like(input);
    MemorySegment pixels = Tensors.memory(input);
    MemorySegment outputs = Tensors.memory(output);
    List<TileRows> parts = TileRows.parts(shape(input), TILES);
    workers.forEach(
        parts.size(),
        (index, buffers) -> {
          TileRows rows = parts.get(index);
          Tensor tiles = buffers.first(ELEMENTS, rows.tiles(), input.size(1));
          Tensor products = buffers.second(ELEMENTS, rows.tiles(), input.size(1));
          TileTransforms.input(pixels, rows, Tensors.memory(tiles));
          torch.bmm_out(products, tiles, transformed);
          TileTransforms.output(Tensors.memory(products), rows, bias, outputs);
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
    MemorySegment pixels = Tensors.memory(input);
    MemorySegment slopes = Tensors.memory(gradient);
    List<TileRows> parts = TileRows.parts(shape(input), TILES_OF_GRADIENT);
    float[][] biases = new float[parts.size()][channels];
    Tensor products = workers.shared().first(parts.size(), ELEMENTS, channels, channels);
    workers.forEach(
        parts.size(),
        (index, buffers) -> {
          TileRows rows = parts.get(index);
          Tensor tiles = buffers.first(ELEMENTS, rows.tiles(), channels);
          Tensor tileSlopes = buffers.second(ELEMENTS, rows.tiles(), channels);
          TileTransforms.input(pixels, rows, Tensors.memory(tiles));
          TileTransforms.outputGradient(slopes, rows, Tensors.memory(tileSlopes), biases[index]);
          torch.bmm_out(products.select(0, index), tileSlopes.transpose(1, 2), tiles);
        });
    Reference.reachabilityFence(input);
    Reference.reachabilityFence(gradient);
    return new Gradients(weight(products, channels), sum(biases));
  }

  private Tensor weight(Tensor products, int channels) {
    int numbers = channels * channels;
    Tensor weight = Tensors.empty(9, numbers);
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
          TileTransforms.weightGradient(parts, numbers, from, count, slopes);
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

  private static MapShape shape(Tensor maps) {
    return new MapShape(
        (int) maps.size(0), (int) maps.size(2), (int) maps.size(3), (int) maps.size(1));
  }

  /** Whether a convolution of these is one that this can do. */
  static boolean suits(Convolution convolution, Tensor input) {
    Tensor weight = convolution.weight();
    boolean square = weight.size(0) == weight.size(1) && weight.size(1) == input.size(1);
    return square
        && weight.size(0) >= LEAST_CHANNELS
        && weight.size(0) % LANES == 0
        && weight.size(2) == 3
        && convolution.stride() == 1
        && input.is_cpu()
        && input.scalar_type().intern() == ScalarType.BFloat16
        && shape(input).tiles() >= LEAST_TILES;
  }
}
