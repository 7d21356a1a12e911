package dev.fovea.onnx.export;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fovea.core.ClassNames;
import dev.fovea.core.detect.PostProcessing;
import dev.fovea.model.DescriptionJson;
import dev.fovea.model.ModelDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What an ONNX file says about itself in {@code metadata_props}: Fovea's whole description, and for
 * others the class names by id and the thresholds.
 */
final class ExportMetadata {
  private ExportMetadata() {}

  static SequencedMap<String, String> of(ModelDescription description, ExportOptions options) {
    PostProcessing settings = description.postProcessing();
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("classes", classes(description.classes()));
    metadata.put("thresholds", thresholds(description.thresholds()));
    metadata.put("score_threshold", "" + settings.scoreThreshold());
    metadata.put("nms_threshold", "" + settings.nms());
    metadata.put("max_detections", "" + settings.maxDetections());
    metadata.put("outputs", options.detections() ? "detections" : "heads");
    metadata.put("precision", options.arithmetic().precision());
    metadata.put(DescriptionJson.KEY, DescriptionJson.write(description));
    return metadata;
  }

  /** {@code {"id": "name"}}. */
  private static String classes(ClassNames classes) {
    ObjectNode names = new JsonMapper().createObjectNode();
    for (int index = 0; index < classes.count(); index++) {
      names.put("" + classes.id(index), classes.name(index));
    }
    return names.toString();
  }

  /** {@code {"name": score}}: from which score on detections are shown. */
  private static String thresholds(Map<String, Double> thresholds) {
    ObjectNode scores = new JsonMapper().createObjectNode();
    thresholds.forEach(scores::put);
    return scores.toString();
  }
}
