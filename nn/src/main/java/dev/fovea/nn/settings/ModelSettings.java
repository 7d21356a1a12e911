package dev.fovea.nn.settings;

import dev.fovea.core.Preprocessing;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.Architecture;
import dev.fovea.model.recognise.Conventions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model's conventions are as settings, written as a user would write them. */
final class ModelSettings {
  /** Before all that the user gives, after {@code like}. */
  private static final int SOURCE = 0;

  private final Map<String, Object> values = new LinkedHashMap<>();

  private ModelSettings() {}

  static List<Given> of(Conventions model, Map<String, String> training) {
    ModelSettings settings = new ModelSettings();
    settings.network(model.architecture());
    settings.input(model.preprocessing());
    settings.anchors(model.anchors());
    settings.detect(model.postProcessing());
    List<Given> given = new ArrayList<>();
    settings.values.forEach(
        (key, value) ->
            given.addAll(GivenReader.override(key + "=" + SettingsText.value(value), SOURCE)));
    training.forEach((key, value) -> given.addAll(GivenReader.override(key + "=" + value, SOURCE)));
    return given;
  }

  private void network(Architecture architecture) {
    values.put("model.backbone", architecture.backbone());
    values.put("model.norm", architecture.norm());
    values.put("model.normEpsilon", architecture.normEpsilon());
    values.put("model.p6", architecture.p6());
    values.put("model.width", architecture.width());
    values.put("model.headDepth", architecture.headDepth());
    values.put("model.headNorm", architecture.headNorm());
  }

  private void input(Preprocessing preprocessing) {
    values.put("input.shortSide", preprocessing.shortSide());
    values.put("input.longSide", preprocessing.longSide());
    values.put("input.fit", preprocessing.fit());
    values.put("input.mean", preprocessing.mean());
    values.put("input.deviation", preprocessing.deviation());
  }

  private void anchors(AnchorSettings anchors) {
    values.put("anchors.sizes", anchors.sizes());
    values.put("anchors.scales", anchors.scales());
    values.put("anchors.ratios", anchors.ratios());
    values.put("anchors.stride", anchors.stride());
    values.put("anchors.centre", anchors.centre());
    values.put("anchors.rounding", anchors.rounding());
    values.put("anchors.order", anchors.order());
  }

  private void detect(PostProcessing postProcessing) {
    // Through its digits: 0.05f as a double is 0.05000000074505806.
    values.put("detect.scoreThreshold", Double.parseDouble("" + postProcessing.scoreThreshold()));
    values.put("detect.topK", postProcessing.topK());
    values.put("detect.nms", postProcessing.nms());
    values.put("detect.maxDetections", postProcessing.maxDetections());
    values.put("detect.clip", postProcessing.clip());
    values.put("detect.deltaLimit", postProcessing.deltaLimit());
  }
}
