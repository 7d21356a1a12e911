package dev.fovea.cli;

import dev.fovea.model.ModelFile;
import dev.fovea.nn.TorchDetector;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.torch.Precision;
import java.util.List;
import java.util.Optional;

/** The settings that a model was trained with, under those that the user gives now. */
final class RunSettings {
  private RunSettings() {}

  static Settings of(ModelFile model, List<String> overrides) {
    Settings trained =
        Optional.ofNullable(model.description().provenance().get("settings"))
            .map(Settings::ofYaml)
            .orElseGet(Settings::defaults);
    return trained.with(overrides.toArray(String[]::new));
  }

  static TorchDetector.Options options(Settings settings) {
    return new TorchDetector.Options(
        settings.toPostProcessing(), Precision.of(settings.detect().precision()));
  }
}
