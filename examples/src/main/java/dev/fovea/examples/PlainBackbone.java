package dev.fovea.examples;

import dev.fovea.nn.backbone.Backbone;
import dev.fovea.nn.layer.Convolution;
import dev.fovea.nn.layer.Initialisation;
import dev.fovea.nn.layer.Norm;
import dev.fovea.nn.layer.NormKind;
import dev.fovea.nn.layer.Pass;
import dev.fovea.nn.layer.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** Five 3×3 convolutions of stride 2, each with norm and ReLU: the smallest backbone there is. */
public final class PlainBackbone implements Backbone {
  private static final List<Integer> CHANNELS = List.of(3, 16, 32, 64, 128, 256);

  private final String prefix;
  private final List<Convolution> convolutions = new ArrayList<>();
  private final List<Norm> norms = new ArrayList<>();

  /** Makes the tensors {@code PREFIXconv1.weight}, {@code PREFIXbn1.weight} and so on. */
  public PlainBackbone(Weights weights, String prefix, NormKind kind, double epsilon) {
    this.prefix = prefix;
    for (int stage = 1; stage <= 5; stage++) {
      int out = CHANNELS.get(stage);
      Convolution.Shape shape = new Convolution.Shape(CHANNELS.get(stage - 1), out, 3, 2);
      String name = prefix + "conv" + stage;
      convolutions.add(Convolution.make(weights, name, shape, Initialisation.kaimingNormal()));
      norms.add(kind.make(weights, prefix + "bn" + stage, out, epsilon));
    }
  }

  @Override
  public List<List<String>> stages() {
    return IntStream.rangeClosed(1, 5)
        .mapToObj(stage -> List.of(prefix + "conv" + stage + ".", prefix + "bn" + stage + "."))
        .toList();
  }

  @Override
  public List<Integer> channels() {
    return CHANNELS.subList(3, 6);
  }

  @Override
  public List<Tensor> forward(Tensor images, Pass pass) {
    List<Tensor> outputs = new ArrayList<>();
    Tensor features = images;
    for (int stage = 0; stage < 5; stage++) {
      features = norms.get(stage).forward(convolutions.get(stage).forward(features, pass), pass);
      features = features.relu_();
      outputs.add(features);
    }
    return outputs.subList(2, 5);
  }
}
