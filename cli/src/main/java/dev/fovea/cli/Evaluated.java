package dev.fovea.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.ClassNames;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.DetectedObjects;
import dev.fovea.core.eval.GroundTruth;
import java.io.IOException;
import java.util.List;

/**
 * A detector's results with what they are measured by.
 *
 * @param truth what is annotated
 * @param found what the detector found
 * @param classes of both
 */
record Evaluated(GroundTruth truth, List<DetectedObject> found, ClassNames classes) {
  Evaluated {
    found = DetectedObjects.of(found);
  }

  /** Room for the longest class name, cut where the table would grow too wide. */
  int nameWidth() {
    int longest = classes.names().stream().mapToInt(String::length).max().orElse(0);
    return Math.clamp(longest, 5, 24);
  }

  /** A class's name, cut to the column. */
  String shortName(int classIndex) {
    String name = classes.name(classIndex);
    return name.length() <= nameWidth() ? name : name.substring(0, nameWidth() - 1) + "…";
  }

  /** Begins a class's object in a JSON list by its id and name. */
  void writeClass(JsonGenerator json, int classIndex) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", classes.id(classIndex));
    json.writeStringField("name", classes.name(classIndex));
  }
}
