package dev.fovea.nn.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.model.Architecture;
import dev.fovea.model.Architecture.HeadNorm;
import dev.fovea.model.Architecture.Norm;
import dev.fovea.model.Architecture.PyramidTop;
import dev.fovea.model.recognise.NetworkTensors;
import dev.fovea.nn.torch.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the module {@code model} says of a network's tensors, against the network itself. */
class NetworkTensorsTest {
  static Stream<Architecture> architectures() {
    Stream<Architecture> plain =
        Architecture.BACKBONES.stream()
            .map(name -> architecture(name, Norm.BATCH, PyramidTop.P5, HeadNorm.NONE));
    return Stream.concat(
        plain,
        Stream.of(
            architecture("resnet18", Norm.GROUP, PyramidTop.C5, HeadNorm.GROUP),
            architecture("resnet34", Norm.FROZEN, PyramidTop.C5_NO_RELU, HeadNorm.NONE)));
  }

  private static Architecture architecture(
      String backbone, Norm norm, PyramidTop p6, HeadNorm headNorm) {
    return new Architecture(backbone, norm, 1e-5, p6, 64, 3, headNorm);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void theTensorsAreThoseOfTheNetwork(Architecture architecture) {
    Map<String, List<Long>> made = new LinkedHashMap<>();
    try (RetinaNet network = new RetinaNet(architecture, 6, 5, 0.01)) {
      network
          .weights()
          .tensors()
          .forEach(
              (name, tensor) ->
                  made.put(name, Arrays.stream(Tensors.shape(tensor)).boxed().toList()));
    }
    assertThat(NetworkTensors.of(architecture, 6, 5)).isEqualTo(made);
  }
}
