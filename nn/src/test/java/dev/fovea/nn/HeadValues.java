package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.Resizer;
import dev.fovea.core.Size;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.TensorView;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.network.HeadTensors;
import dev.fovea.nn.network.RetinaNet;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.TensorFiles;
import dev.fovea.nn.torch.Tensors;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * What the heads give for one image, in float32.
 *
 * @param logits {@code [sum of H·W·A, K]}, level after level
 * @param deltas {@code [sum of H·W·A, 4]}
 */
record HeadValues(float[] logits, float[] deltas) {
  /**
   * Those of a described network.
   *
   * @param padded the input's size that the image must come to
   */
  static HeadValues of(
      ModelDescription model, Map<String, TensorView> tensors, Image image, Size padded) {
    Preprocessing preprocessing = model.preprocessing();
    Size content = preprocessing.resized(image.width(), image.height());
    Size canvas = preprocessing.padded(content);
    assertThat(canvas).isEqualTo(padded);
    try (Arena arena = Arena.ofConfined();
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard();
        RetinaNet network = new RetinaNet(model.architecture(), 9, model.classes().count(), 0.01)) {
      assertThat(network.weights().tensors().keySet())
          .containsExactlyInAnyOrderElementsOf(tensors.keySet());
      TensorFiles.copyInto(network.weights().tensors(), tensors, "recorded weights");
      MemorySegment pixels = arena.allocate(12L * canvas.width() * canvas.height(), 64);
      new Resizer(preprocessing).write(image, content, pixels, canvas.width());
      HeadTensors outputs =
          network.forward(
              Tensors.overPixels(pixels, 1, canvas.height(), canvas.width()),
              new Pass(Precision.FLOAT32, false));
      return outputs.lend(HeadValues::of);
    }
  }

  private static HeadValues of(HeadOutputs outputs) {
    return new HeadValues(
        concatenated(outputs.levels().stream().map(LevelOutputs::logits).toList()),
        concatenated(outputs.levels().stream().map(LevelOutputs::deltas).toList()));
  }

  private static float[] concatenated(List<MemorySegment> levels) {
    long bytes = levels.stream().mapToLong(MemorySegment::byteSize).sum();
    MemorySegment all = MemorySegment.ofArray(new float[(int) (bytes / Float.BYTES)]);
    long at = 0;
    for (MemorySegment level : levels) {
      MemorySegment.copy(level, 0, all, at, level.byteSize());
      at += level.byteSize();
    }
    return all.toArray(ValueLayout.JAVA_FLOAT);
  }
}
