package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.model.published.PublishedWeights;
import dev.fovea.model.recognise.Conventions;
import dev.fovea.model.recognise.Recogniser;
import dev.fovea.model.recognise.Recognition;
import dev.fovea.model.recognise.WeightsFile;
import dev.fovea.nn.settings.Settings;
import java.util.Map;
import java.util.Optional;

/**
 * A detector that training starts from.
 *
 * @param conventions what its weights are made for
 * @param training further settings that it was trained with, by their names
 */
record StartingModel(Conventions conventions, Map<String, String> training) {
  /**
   * The model in a file of any known kind, a run folder's best, or a published one by its name.
   *
   * @throws FoveaException when there is none
   */
  static StartingModel of(String from, Console console) {
    NamedWeights named = NamedWeights.of(from);
    named
        .published()
        .filter(weights -> weights.kind() == PublishedWeights.Kind.BACKBONE)
        .ifPresent(
            weights -> {
              throw backbone(from, weights.backbone());
            });
    try (WeightsFile file = WeightsFile.open(ModelFile.locate(named.file(console)))) {
      if (file.model().isPresent()) {
        return of(file.model().get());
      }
      if (file.backbone().isPresent()) {
        throw backbone(from, file.backbone().get().backbone());
      }
      Recognition recognition = Recogniser.recognise(file, named.flavour()).requireUsable(from);
      if (recognition.heads().isEmpty()) {
        throw backbone(from, recognition.architecture().backbone());
      }
      return new StartingModel(recognition.conventions(), recognition.training());
    }
  }

  private static StartingModel of(ModelDescription model) {
    Map<String, String> training =
        Optional.ofNullable(model.provenance().get("settings"))
            .map(settings -> Settings.ofYaml(settings).training())
            .orElseGet(Map::of);
    return new StartingModel(Conventions.of(model), training);
  }

  private static FoveaException backbone(String from, String name) {
    return FoveaException.user(
        "%s holds a backbone alone; start from it by --set model.backbone=%s --set model.weights=%s"
            .formatted(from, name, from));
  }
}
