package dev.fovea.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The reader of {@code metrics.jsonl}. */
final class MetricsFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private MetricsFile() {}

  static RunCurves read(String name, Path path) {
    List<String> lines = lines(path);
    List<RunCurves.Step> steps = new ArrayList<>();
    List<RunCurves.Evaluation> evaluations = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        JsonNode line = JSON.readTree(lines.get(i));
        if (line.has("eval")) {
          evaluations.add(evaluation(line));
        } else if (line.has("loss")) {
          steps.add(step(line));
        }
      } catch (JsonProcessingException broken) {
        if (i < lines.size() - 1) {
          throw new FoveaException(
              FoveaException.Cause.DATA,
              "line %d of %s is no JSON; remove the line".formatted(i + 1, path),
              broken);
        }
      }
    }
    return new RunCurves(name, steps, evaluations);
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException failure) {
      throw new FoveaException(
          FoveaException.Cause.DATA,
          "the metrics %s cannot be read: %s".formatted(path, failure.getMessage()),
          failure);
    }
  }

  private static RunCurves.Step step(JsonNode line) {
    JsonNode loss = line.path("loss");
    return new RunCurves.Step(
        line.path("step").asLong(),
        line.path("time").asDouble(),
        loss.path("classification").asDouble(),
        loss.path("box").asDouble(),
        line.path("rate").asDouble());
  }

  private static RunCurves.Evaluation evaluation(JsonNode line) {
    JsonNode figures = line.path("eval");
    return new RunCurves.Evaluation(
        line.path("step").asLong(),
        figures.path("AP").asDouble(-1),
        figures.path("AP50").asDouble(-1),
        figures.path("AP75").asDouble(-1),
        figures.path("loss").path("total").asDouble());
  }
}
