package dev.fovea.cli;

import dev.fovea.model.Architecture;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.recognise.Recognition;
import dev.fovea.nn.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was imported: whose it is, what matched and what did not.
 *
 * @param file the weights
 * @param recognition of them
 * @param out the model
 */
record ImportReport(Path file, Recognition recognition, Path out) {
  private static final int MOST_NAMES = 10;

  String toText(Optional<ModelDescription> model) {
    StringWriter text = new StringWriter();
    PrintWriter lines = new PrintWriter(text);
    Lines.line(lines, "%s: %s", file, recognition.flavour().about());
    Lines.line(lines, "network  %s", network());
    Lines.line(lines, "tensors  %s", tensors());
    recognition.unknown().forEach(name -> Lines.line(lines, "  not known: %s", name));
    model.ifPresent(described -> detector(lines, described));
    Lines.line(lines, "written  %s", out);
    if (model.isEmpty()) {
      Lines.line(lines, "next     fovea train DATA --set %s", next());
    } else {
      Lines.line(lines, "next     fovea detect %s IMAGE", out);
    }
    return text.toString().stripTrailing();
  }

  private String next() {
    return "model.backbone=%s --set model.weights=%s"
        .formatted(recognition.architecture().backbone(), out);
  }

  private String network() {
    Architecture network = recognition.architecture();
    String heads =
        recognition
            .heads()
            .map(
                made ->
                    ", P6 from %s, %d channels, %d convolutions in a subnet%s, %d anchors, %d classes"
                        .formatted(
                            network.p6().ofBackbone() ? "C5" : "P5",
                            network.width(),
                            network.headDepth(),
                            network.headNorm() == Architecture.HeadNorm.GROUP
                                ? " (group norm)"
                                : "",
                            made.anchors(),
                            made.classes()))
            .orElse(", a backbone alone");
    return network.backbone() + heads;
  }

  private String tensors() {
    StringBuilder text =
        new StringBuilder(
            "%d of %d matched".formatted(recognition.sources().size(), recognition.size()));
    if (!recognition.constants().isEmpty()) {
      text.append(
          ", %d not in the file are constants of its publisher (%s)"
              .formatted(recognition.constants().size(), constants()));
    }
    notNeeded()
        .forEach((reason, count) -> text.append("; %d not needed (%s)".formatted(count, reason)));
    int unknown = recognition.unknown().size();
    return text
        + (unknown == 0 ? "" : "; %d of the file are not known and left out:".formatted(unknown));
  }

  private String constants() {
    Map<String, Double> kinds = new TreeMap<>();
    recognition
        .constants()
        .forEach((name, value) -> kinds.put(name.substring(name.lastIndexOf('.') + 1), value));
    return kinds.toString().replaceAll("[{}]", "");
  }

  private Map<String, Integer> notNeeded() {
    Map<String, Integer> reasons = new TreeMap<>();
    recognition.notNeeded().values().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
    return reasons;
  }

  private static void detector(PrintWriter lines, ModelDescription model) {
    List<String> names = model.classes().names();
    boolean all = names.size() <= MOST_NAMES;
    Lines.line(
        lines,
        "classes  %s%s",
        String.join(", ", all ? names : names.subList(0, MOST_NAMES)),
        all ? "" : ", …");
    Settings settings = Settings.ofYaml(model.provenance().get("settings"));
    Lines.line(
        lines,
        "input    %s",
        String.join(
            " ",
            settings.toOverrides(
                "input.shortSide",
                "input.longSide",
                "input.fit",
                "input.mean",
                "input.deviation")));
    Lines.line(
        lines,
        "settings %s",
        String.join(
            " ",
            settings.toOverrides(
                "anchors.order",
                "anchors.stride",
                "anchors.rounding",
                "model.normEpsilon",
                "detect.maxDetections",
                "detect.clip")));
  }

  String toJson(Optional<ModelDescription> model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", file.toString());
    fields.put("recognised", recognition.flavour().name());
    fields.put("about", recognition.flavour().about());
    fields.put("backbone", recognition.architecture().backbone());
    recognition
        .heads()
        .ifPresent(
            heads -> {
              fields.put("anchors", heads.anchors());
              fields.put("classes", heads.classes());
            });
    fields.put("matched", recognition.sources().size());
    fields.put("expected", recognition.size());
    fields.put("constants", recognition.constants());
    fields.put("notNeeded", recognition.notNeeded());
    fields.put("unknown", recognition.unknown());
    model.ifPresent(described -> fields.put("names", described.classes().names()));
    fields.put("model", out.toString());
    return JsonDocument.of(fields);
  }
}
