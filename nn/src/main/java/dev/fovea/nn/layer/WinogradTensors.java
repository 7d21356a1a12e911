package dev.fovea.nn.layer;

import dev.fovea.core.winograd.MapShape;
import dev.fovea.core.winograd.Maps;
import dev.fovea.core.winograd.TileTransforms;
import dev.fovea.core.winograd.Tiling;
import dev.fovea.nn.torch.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tensors as the transforms of Winograd's algorithm see them, in training and in inference. */
final class WinogradTensors {
  private WinogradTensors() {}

  /** What each place of the products has of each tap, {@code [places, 9]}, float32. */
  static Tensor ofTaps(TileTransforms transforms) {
    Tensor rows = torch.tensor(transforms.taps()).view(-1, 3).to(ScalarType.Float);
    return torch.kron(rows, rows);
  }

  /** The numbers of channels-last {@code [N, C, H, W]}, which are to be kept alive. */
  static Maps maps(List<Tensor> maps) {
    return new Maps(maps.stream().map(Tensors::memory).toList(), (int) maps.getFirst().size(1));
  }

  /** The tiles that cover {@code [N, C, H, W]} of any sizes. */
  static Tiling tiling(List<Tensor> maps, TileTransforms transforms) {
    List<MapShape> shapes =
        maps.stream()
            .map(map -> new MapShape((int) map.size(0), (int) map.size(2), (int) map.size(3)))
            .toList();
    return new Tiling(shapes, transforms.outputs());
  }
}
