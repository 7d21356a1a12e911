package dev.fovea.onnx;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Image;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.model.TensorView;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/** A model file of random weights, made without an engine, that finds something everywhere. */
public final class TinyModel {
  private static final int WIDTH = 32;
  private static final int CLASSES = 2;
  private static final int ANCHORS = 9;

  private final SplittableRandom random = new SplittableRandom(11);
  private final SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
  private final Arena arena;

  private TinyModel(Arena arena) {
    this.arena = arena;
  }

  /** ResNet-18 with batch norm, P6 from P5, subnets of one convolution. */
  public static Path write(Path file) {
    Architecture architecture =
        new Architecture(
            "resnet18",
            Architecture.Norm.BATCH,
            1e-5,
            Architecture.PyramidTop.P5,
            WIDTH,
            1,
            Architecture.HeadNorm.NONE);
    ModelDescription description =
        new ModelDescription(
            architecture,
            new ClassNames(List.of("disc", "bar"), List.of(1L, 7L)),
            AnchorSettings.torchvision(),
            Preprocessing.imagenet(64, 128),
            PostProcessing.torchvision(),
            Map.of("bar", 0.25),
            Map.of());
    try (Arena arena = Arena.ofConfined()) {
      TinyModel model = new TinyModel(arena);
      model.backbone();
      model.pyramid();
      model.subnet("classification_head", "cls_logits", CLASSES * ANCHORS);
      model.subnet("regression_head", "bbox_reg", 4 * ANCHORS);
      ModelFile.write(file, description, model.tensors);
    }
    return file;
  }

  /** Blocks of colour with noise. */
  public static Image image(int seed, int width, int height) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int block = (i / 3 % width / 9 * 31 + i / 3 / width / 11 * 57 + i % 3 * 91) * seed;
      rgb[i] = (byte) (Math.floorMod(block, 200) + random.nextInt(56));
    }
    return new Image(width, height, rgb);
  }

  private void backbone() {
    step("conv1", "bn1", 64, 3, 7);
    int in = 64;
    for (int stage = 1; stage <= 4; stage++) {
      int out = 32 << stage;
      for (int block = 0; block < 2; block++) {
        String name = "layer" + stage + "." + block + ".";
        step(name + "conv1", name + "bn1", out, in, 3);
        step(name + "conv2", name + "bn2", out, out, 3);
        if (in != out) {
          step(name + "downsample.0", name + "downsample.1", out, in, 1);
        }
        in = out;
      }
    }
  }

  private void pyramid() {
    for (int level = 0; level < 3; level++) {
      convolution("backbone.fpn.inner_blocks." + level + ".0", WIDTH, 128 << level, 1);
      convolution("backbone.fpn.layer_blocks." + level + ".0", WIDTH, WIDTH, 3);
    }
    convolution("backbone.fpn.extra_blocks.p6", WIDTH, WIDTH, 3);
    convolution("backbone.fpn.extra_blocks.p7", WIDTH, WIDTH, 3);
  }

  private void subnet(String name, String last, int channels) {
    convolution("head." + name + ".conv.0.0", WIDTH, WIDTH, 3);
    convolution("head." + name + "." + last, channels, WIDTH, 3);
  }

  private void step(String convolution, String norm, int out, int in, int kernel) {
    String prefix = "backbone.body.";
    normal(prefix + convolution + ".weight", out, in, kernel, kernel);
    uniform(prefix + norm + ".weight", 0.3, 0.7, out);
    uniform(prefix + norm + ".bias", -0.1, 0.1, out);
    uniform(prefix + norm + ".running_mean", -0.1, 0.1, out);
    uniform(prefix + norm + ".running_var", 0.5, 1.5, out);
  }

  private void convolution(String name, int out, int in, int kernel) {
    normal(name + ".weight", out, in, kernel, kernel);
    uniform(name + ".bias", -0.1, 0.1, out);
  }

  private void normal(String name, long... shape) {
    float deviation = (float) Math.sqrt(1.0 / (shape[1] * shape[2] * shape[3]));
    float[] values = new float[Math.toIntExact(shape[0] * shape[1] * shape[2] * shape[3])];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * deviation;
    }
    tensors.put(name, TensorView.ofFloats(arena, values, shape));
  }

  private void uniform(String name, double low, double high, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(low, high);
    }
    tensors.put(name, TensorView.ofFloats(arena, values, count));
  }
}
