package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.nn.layer.NormKind;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.Weights;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlainBackboneTest {
  @BeforeAll
  static void startEngine() {
    Engine.start();
  }

  @Test
  void outputsHaveTheStridesAndChannelsThatThePyramidExpects() {
    try (Weights weights = new Weights();
        PointerScope scope = new PointerScope()) {
      PlainBackbone backbone = new PlainBackbone(weights, "backbone.body.", NormKind.BATCH, 1e-5);
      Tensor images = Tensors.empty(2, 3, 64, 96).fill_(new Scalar(0.5));
      List<Tensor> outputs = backbone.forward(images, new Pass(Precision.FLOAT32, false));
      assertThat(outputs)
          .extracting(Tensors::shape)
          .containsExactly(
              new long[] {2, 64, 8, 12}, new long[] {2, 128, 4, 6}, new long[] {2, 256, 2, 3});
      assertThat(backbone.channels()).containsExactly(64, 128, 256);
    }
  }

  @Test
  void everyTensorBelongsToAStage() {
    try (Weights weights = new Weights()) {
      PlainBackbone backbone = new PlainBackbone(weights, "backbone.body.", NormKind.BATCH, 1e-5);
      List<String> stages = backbone.stages().stream().flatMap(List::stream).toList();
      assertThat(weights.tensors().keySet())
          .hasSize(5 * 5)
          .allMatch(name -> name.startsWith("backbone.body."))
          .allMatch(name -> stages.stream().anyMatch(name::startsWith));
    }
  }
}
