package dev.fovea.nn.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.model.Architecture;
import dev.fovea.nn.layer.NormKind;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.Weights;
import dev.fovea.nn.torch.Precision;
import dev.fovea.nn.torch.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class BackbonesTest {
  @Test
  void everyNameThatAModelMayHaveIsMade() {
    assertThat(Architecture.BACKBONES).isNotEmpty();
    for (String name : Architecture.BACKBONES) {
      assertThatCode(() -> Backbones.named(name)).as(name).doesNotThrowAnyException();
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Backbones.named("resnet19"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining(Architecture.BACKBONES.getFirst());
  }

  @Test
  void everyTensorBelongsToOneOfFiveStages() {
    for (String name : Architecture.BACKBONES) {
      try (Weights weights = new Weights()) {
        Backbone backbone = Backbones.named(name).make(weights, "body.", NormKind.BATCH, 1e-5);
        assertThat(backbone.stages()).as(name).hasSize(5);
        assertThat(weights.tensors().keySet())
            .as(name)
            .allSatisfy(
                tensor ->
                    assertThat(backbone.stages())
                        .filteredOn(stage -> stage.stream().anyMatch(tensor::startsWith))
                        .hasSize(1));
      }
    }
  }

  /** A depthwise convolution and batch norm in training mode, back to the first weights. */
  @Test
  void gradientsReachTheStemOfEfficientNet() {
    torch.manual_seed(3);
    try (PointerScope scope = new PointerScope();
        Weights weights = new Weights()) {
      Backbone backbone =
          Backbones.named("efficientnet_lite0").make(weights, "", NormKind.BATCH, 1e-3);
      Tensor images = Tensors.empty(2, 3, 64, 32).uniform_(-1, 1, new GeneratorOptional());
      Pass pass = new Pass(Precision.FLOAT32, true);
      backbone.forward(images, pass).getLast().square().sum().backward();
      assertThat(weights.tensors().get("_conv_stem.weight").grad().norm().item_double())
          .isGreaterThan(0);
    }
  }
}
