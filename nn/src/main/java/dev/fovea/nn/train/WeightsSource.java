package dev.fovea.nn.train;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.model.BackboneDescription;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.model.TensorView;
import dev.fovea.model.published.Catalogue;
import dev.fovea.model.published.PublishedWeights;
import dev.fovea.model.published.WeightsFolder;
import dev.fovea.model.recognise.Flavour;
import dev.fovea.model.recognise.Flavours;
import dev.fovea.model.recognise.Recogniser;
import dev.fovea.model.recognise.Recognition;
import dev.fovea.model.recognise.WeightsFile;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tensors of a file under Fovea's names, with what is known of them.
 *
 * @param whose for the user
 * @param tensors by name; they live as long as the file
 * @param backbone the network that they are of, where that is known
 * @param normEpsilon what they expect to be added to variances
 * @param pixels the mean and the deviation of the pixels that they expect
 * @param classes one for each channel, where these are known
 */
record WeightsSource(
    String whose,
    Map<String, TensorView> tensors,
    Optional<String> backbone,
    Optional<Double> normEpsilon,
    Optional<List<List<Double>>> pixels,
    Optional<ClassNames> classes) {
  private static final String BODY = "backbone.body.";

  /**
   * Reads the file.
   *
   * @param as whose it is, where that is known beforehand
   * @param network the names that are wanted: a file that has its backbone under these, or without
   *     {@code backbone.body.}, need not be of a known kind
   */
  static WeightsSource of(
      WeightsFile file, Optional<Flavour> as, Set<String> network, Arena arena) {
    if (file.model().isPresent()) {
      return of(file.model().get(), own(file, network, arena));
    }
    if (file.backbone().isPresent()) {
      return of(file.backbone().get(), own(file, network, arena));
    }
    try {
      Recognition recognition = Recogniser.recognise(file, as);
      return of(recognition.requireUsable(file.path().toString()), file, arena);
    } catch (FoveaException foreign) {
      Map<String, TensorView> tensors = own(file, network, arena);
      if (network.stream().filter(n -> n.startsWith(BODY)).allMatch(tensors::containsKey)) {
        return new WeightsSource(
            "weights of unknown origin",
            tensors,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
      }
      throw foreign;
    }
  }

  private static WeightsSource of(ModelDescription model, Map<String, TensorView> tensors) {
    return new WeightsSource(
        "a Fovea model",
        tensors,
        Optional.of(model.architecture().backbone()),
        Optional.of(model.architecture().normEpsilon()),
        Optional.of(List.of(model.preprocessing().mean(), model.preprocessing().deviation())),
        Optional.of(model.classes()));
  }

  private static WeightsSource of(BackboneDescription backbone, Map<String, TensorView> tensors) {
    return new WeightsSource(
        "an imported backbone",
        tensors,
        Optional.of(backbone.backbone()),
        Optional.of(backbone.normEpsilon()),
        Optional.of(List.of(backbone.mean(), backbone.deviation())),
        Optional.empty());
  }

  private static WeightsSource of(Recognition recognition, WeightsFile file, Arena arena) {
    BackboneDescription backbone = recognition.describeBackbone();
    return new WeightsSource(
        recognition.flavour().about(),
        recognition.tensors(file, arena),
        Optional.of(backbone.backbone()),
        Optional.of(backbone.normEpsilon()),
        Optional.of(List.of(backbone.mean(), backbone.deviation())),
        recognition.heads().map(heads -> recognition.classes(file)));
  }

  private static Map<String, TensorView> own(WeightsFile file, Set<String> network, Arena arena) {
    Map<String, TensorView> tensors = new LinkedHashMap<>();
    for (String name : file.shapes().keySet()) {
      String wanted = network.contains(name) ? name : BODY + name;
      if (network.contains(wanted)) {
        tensors.put(wanted, file.floats(name, arena));
      }
    }
    return tensors;
  }

  /**
   * The file that {@code model.weights} names: one of weights, a run folder's best, or published
   * weights, which are here already.
   */
  static Path located(String weights) {
    return Catalogue.standard()
        .meantBy(weights)
        .map(WeightsFolder.standard()::require)
        .orElseGet(() -> ModelFile.locate(Path.of(weights)));
  }

  /** Whose weights {@code model.weights} names, where it is a published name. */
  static Optional<Flavour> flavour(String weights) {
    return Catalogue.standard()
        .meantBy(weights)
        .map(PublishedWeights::flavour)
        .map(Flavours::named);
  }
}
