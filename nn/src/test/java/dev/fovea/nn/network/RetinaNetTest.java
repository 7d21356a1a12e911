package dev.fovea.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.model.Architecture;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.torch.Engine;
import dev.fovea.nn.torch.Precision;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetinaNetTest {
  private static final double PRIOR = 0.01;

  @BeforeAll
  static void start() {
    Engine.start();
    torch.manual_seed(5);
  }

  private static Architecture architecture(
      String backbone, Architecture.Norm norm, Architecture.PyramidTop p6) {
    return new Architecture(backbone, norm, 1e-5, p6, 64, 2, Architecture.HeadNorm.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, BATCH, P5",
    "resnet34, FROZEN, C5",
    "resnet50, GROUP, C5",
    "resnet101, FROZEN, P5"
  })
  void everyLevelHasItsGrid(String backbone, Architecture.Norm norm, Architecture.PyramidTop p6) {
    try (RetinaNet network = new RetinaNet(architecture(backbone, norm, p6), 9, 3, PRIOR);
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      HeadTensors outputs =
          network.forward(torch.zeros(2, 3, 96, 160), new Pass(Precision.FLOAT32, false));
      List<List<Integer>> grids =
          outputs.lend(
              values ->
                  values.levels().stream()
                      .map(level -> List.of(level.height(), level.width()))
                      .toList());
      assertThat(grids)
          .containsExactly(
              List.of(12, 20), List.of(6, 10), List.of(3, 5), List.of(2, 3), List.of(1, 2));
    }
  }

  @Test
  void everyAnchorStartsWithThePriorProbability() {
    Architecture small =
        architecture("resnet18", Architecture.Norm.BATCH, Architecture.PyramidTop.P5);
    try (RetinaNet network = new RetinaNet(small, 9, 3, PRIOR);
        PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      HeadTensors outputs =
          network.forward(torch.randn(1, 3, 64, 64), new Pass(Precision.FLOAT32, true));
      assertThat(outputs.lend(RetinaNetTest::meanProbability)).isCloseTo(PRIOR, within(0.001));
    }
  }

  private static double meanProbability(HeadOutputs outputs) {
    double sum = 0;
    long count = 0;
    for (LevelOutputs level : outputs.levels()) {
      for (float logit : level.logits().toArray(ValueLayout.JAVA_FLOAT)) {
        sum += 1 / (1 + Math.exp(-logit));
        count++;
      }
    }
    return sum / count;
  }

  @Test
  void subnetsAndBackboneFollowTheirLaws() {
    Architecture wide =
        new Architecture(
            "resnet18",
            Architecture.Norm.BATCH,
            1e-5,
            Architecture.PyramidTop.C5,
            256,
            1,
            Architecture.HeadNorm.NONE);
    try (RetinaNet network = new RetinaNet(wide, 9, 3, PRIOR)) {
      assertThat(deviation(network, "head.classification_head.conv.0.0.weight"))
          .isCloseTo(0.01, within(1e-4));
      assertThat(deviation(network, "backbone.body.layer3.0.conv2.weight"))
          .isCloseTo(Math.sqrt(2.0 / (9 * 256)), within(1e-3));
      assertThat(deviation(network, "backbone.fpn.extra_blocks.p6.weight"))
          .isCloseTo(Math.sqrt(1.0 / (9 * 512)), within(1e-3));
      assertThat(mean(network, "head.classification_head.cls_logits.bias"))
          .isCloseTo(-Math.log(99), within(1e-5));
      assertThat(mean(network, "head.regression_head.bbox_reg.bias")).isZero();
    }
  }

  private static double deviation(RetinaNet network, String name) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      return network.weights().tensors().get(name).std().item_double();
    }
  }

  private static double mean(RetinaNet network, String name) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      return network.weights().tensors().get(name).mean().item_double();
    }
  }

  @Test
  void frozenNormIsNotTrained() {
    Architecture frozen =
        architecture("resnet18", Architecture.Norm.FROZEN, Architecture.PyramidTop.P5);
    try (RetinaNet network = new RetinaNet(frozen, 9, 3, PRIOR);
        PointerScope scope = new PointerScope()) {
      Set<String> trained = network.weights().parameters().keySet();
      assertThat(trained).noneMatch(name -> name.contains(".bn") || name.contains("downsample.1"));
      Tensor statistics = network.weights().tensors().get("backbone.body.bn1.running_mean");
      HeadTensors outputs =
          network.forward(torch.randn(1, 3, 64, 64), new Pass(Precision.FLOAT32, true));
      assertThat(outputs.anchorsPerCell()).isEqualTo(9);
      assertThat(statistics.abs().sum().item_double()).isZero();
    }
  }
}
