package dev.fovea.nn.settings;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.recognise.Conventions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every setting of a run: one tree, whose keys are the components' names.
 *
 * @param like whose conventions the settings follow that were not given
 * @param data what is read
 * @param input what the network sees of an image
 * @param model the network
 * @param anchors the boxes that it starts from
 * @param matching which anchor learns which box
 * @param loss what is minimised
 * @param train the run
 * @param detect from logits to detections
 */
public record Settings(
    @About("whose conventions hold where nothing is set: fovea, torchvision, detectron2, paper")
        Like like,
    DataBranch data,
    InputBranch input,
    ModelBranch model,
    AnchorsBranch anchors,
    MatchingBranch matching,
    LossBranch loss,
    TrainBranch train,
    DetectBranch detect) {
  private static final Set<String> LENGTH = Set.of("train.steps", "train.epochs", "train.minutes");

  private static final Set<String> TRAINING = Set.of("matching", "loss");

  /** The defaults under Fovea's own conventions. */
  public static Settings defaults() {
    return Defaults.fovea();
  }

  /** The defaults under the conventions of {@code like}. */
  public static Settings defaults(Like like) {
    return load(Optional.empty(), List.of("like=" + Words.of(like)));
  }

  /**
   * The defaults with a YAML file over them, with {@code key=value} overrides over that.
   *
   * @throws FoveaException when the file cannot be read or a setting cannot be used; the message
   *     names all of them, each with the value found, its place, what is accepted
   */
  public static Settings load(Optional<Path> file, List<String> overrides) {
    List<Given> given = new ArrayList<>();
    file.ifPresent(path -> given.addAll(GivenReader.file(path, 1)));
    overrides.forEach(override -> given.addAll(GivenReader.override(override, 2)));
    return SettingsResolver.overDefaults(given);
  }

  /**
   * The same with a model's own conventions where nothing else is given: its network, anchors,
   * input and thresholds, and how it was trained.
   *
   * @param model what the weights were made for
   * @param training further settings by their names
   * @throws FoveaException as {@link #load(Optional, List)} does
   */
  public static Settings load(
      Optional<Path> file,
      List<String> overrides,
      Conventions model,
      Map<String, String> training) {
    List<Given> given = new ArrayList<>(ModelSettings.of(model, training));
    file.ifPresent(path -> given.addAll(GivenReader.file(path, 1)));
    overrides.forEach(override -> given.addAll(GivenReader.override(override, 2)));
    return SettingsResolver.overDefaults(given);
  }

  /**
   * The settings that {@link #toYaml} wrote.
   *
   * @throws FoveaException as {@link #load} does
   */
  public static Settings ofYaml(String yaml) {
    return SettingsResolver.overDefaults(GivenReader.yaml(yaml, "settings", 1));
  }

  /**
   * These settings with others, each as {@code key=value}; the rest stays as it is.
   *
   * @throws FoveaException as {@link #load} does
   */
  public Settings with(String... overrides) {
    List<Given> given = new ArrayList<>();
    for (String override : overrides) {
      given.addAll(GivenReader.override(override, 1));
    }
    return SettingsResolver.over(this, given);
  }

  /**
   * Where a YAML file and {@code key=value} overrides ask for something else than these settings.
   * How long a run is, which it fixes for itself, counts only where an override asks for it.
   *
   * @return keys, each with its place; empty when nothing else is asked for
   * @throws FoveaException as {@link #load} does
   */
  public List<String> contradictions(Optional<Path> file, List<String> overrides) {
    Map<String, Given> prevailing = new LinkedHashMap<>();
    file.stream()
        .flatMap(path -> GivenReader.file(path, 1).stream())
        .filter(given -> !LENGTH.contains(given.key()))
        .forEach(given -> prevailing.put(given.key(), given));
    overrides.stream()
        .flatMap(override -> GivenReader.override(override, 2).stream())
        .forEach(given -> prevailing.put(given.key(), given));
    return prevailing.values().stream()
        .filter(given -> !SettingsResolver.over(this, List.of(given)).equals(this))
        .map(given -> given.key() + " (" + given.place() + ")")
        .toList();
  }

  /** Every setting as YAML, which reads back as an equal record: the run folder's config.yaml. */
  public String toYaml() {
    return SettingsText.yaml(this, SettingKey.ALL.keySet(), false);
  }

  /** The branches that a model is trained by, its network left out, for {@link #load}. */
  public Map<String, String> training() {
    Map<String, String> training = new LinkedHashMap<>();
    SettingKey.ALL.values().stream()
        .filter(key -> TRAINING.contains(key.branch()))
        .forEach(key -> training.put(key.name(), SettingsText.value(this, key.name())));
    return training;
  }

  /** What the weights of a model with these settings are made for. */
  public Conventions toConventions() {
    return new Conventions(toArchitecture(), toAnchors(), toPreprocessing(), toPostProcessing());
  }

  /** The named settings as YAML, which can be laid over any others. */
  public String toYaml(String... keys) {
    return SettingsText.yaml(this, Set.of(keys), false);
  }

  /** The named settings, each as the {@code key=value} that {@link #with} takes. */
  public List<String> toOverrides(String... keys) {
    return Arrays.stream(keys).map(key -> SettingsText.override(this, key)).toList();
  }

  /** The same with what each setting means beside it. */
  public String describe() {
    return SettingsText.yaml(this, SettingKey.ALL.keySet(), true);
  }

  /** The anchors' conventions. */
  public AnchorSettings toAnchors() {
    return anchors.toAnchors();
  }

  /** The matcher's conventions. */
  public MatchingSettings toMatching() {
    return matching.toMatching();
  }

  /** The post-processor's conventions. */
  public PostProcessing toPostProcessing() {
    return detect.toPostProcessing();
  }

  /** How an image becomes the network's input. */
  public Preprocessing toPreprocessing() {
    return input.toPreprocessing();
  }

  /** The network's shape. */
  public Architecture toArchitecture() {
    return model.toArchitecture();
  }
}
