package dev.fovea.cli;

import dev.fovea.core.Detector;
import dev.fovea.core.tile.TiledDetector;
import dev.fovea.core.tile.Tiling;
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

  /** The detector of an open model file, which looks at tiles where the settings ask for them. */
  static Detector detector(ModelFile model, Settings settings, Console console) {
    return detector(model, settings, console, true);
  }

  /** The same, at full speed from the first picture on if {@code warm}. */
  static Detector detector(ModelFile model, Settings settings, Console console, boolean warm) {
    TorchDetector.Options options =
        new TorchDetector.Options(
            settings.toPostProcessing(), Precision.of(settings.detect().precision()), warm);
    return tiled(TorchDetector.load(model, options), model, settings, console);
  }

  /** The detector itself, or one that shows it tiles where the settings ask for them. */
  static Detector tiled(Detector detector, ModelFile model, Settings settings, Console console) {
    Optional<Tiling> tiling = settings.detect().toTiling();
    if (tiling.isEmpty()) {
      return detector;
    }
    int side = tiling.get().tile();
    int input = model.description().preprocessing().resized(side, side).width();
    if (input != side) {
      console.say("tiles of %d pixels are resized to the model's %d".formatted(side, input));
    }
    return new TiledDetector(detector, tiling.get(), settings.detect().nms());
  }
}
