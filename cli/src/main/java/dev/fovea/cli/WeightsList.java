package dev.fovea.cli;

import dev.fovea.model.published.Catalogue;
import dev.fovea.model.published.PublishedWeights;
import dev.fovea.model.published.WeightsFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The published weights, as a table or as JSON.
 *
 * @param catalogue of them
 * @param folder that keeps those that were fetched
 */
record WeightsList(Catalogue catalogue, WeightsFolder folder) {
  private static final double MEGABYTE = 1e6;
  private static final String ROW = "%-31s %-24s %8s  %-37s %s";

  String toText() {
    StringWriter text = new StringWriter();
    PrintWriter lines = new PrintWriter(text);
    Lines.line(lines, ROW, "name", "what it is", "MB", "published", "here");
    for (PublishedWeights each : catalogue.weights()) {
      Lines.line(
          lines,
          ROW,
          each.name(),
          purpose(each),
          String.format(Locale.ROOT, "%.1f", each.bytes() / MEGABYTE),
          String.format(Locale.ROOT, "%.1f %% %s", each.published(), each.metric()),
          folder.holds(each) ? "yes" : "–");
    }
    lines.println();
    Lines.line(lines, "folder   %s", folder.path());
    Lines.line(lines, "source   %s, whose files these are", catalogue.source());
    licences().forEach(licence -> Lines.line(lines, "licence  %s", licence));
    Lines.line(lines, "next     fovea weights fetch NAME, or by name where a file is asked for:");
    Lines.line(
        lines,
        "         fovea train DATA --set model.backbone=resnet50 --set model.weights=resnet50_v2");
    Lines.line(
        lines, "         fovea import retinanet_resnet50_fpn_v2_coco --out coco.safetensors");
    return text.toString().stripTrailing();
  }

  private static String purpose(PublishedWeights weights) {
    return switch (weights.kind()) {
      case BACKBONE -> "backbone " + weights.backbone();
      case DETECTOR -> "RetinaNet " + weights.backbone();
    };
  }

  private List<String> licences() {
    return catalogue.weights().stream().map(PublishedWeights::licence).distinct().toList();
  }

  String toJson() {
    List<Map<String, Object>> weights = catalogue.weights().stream().map(this::fields).toList();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("source", catalogue.source());
    document.put("folder", folder.path().toString());
    document.put("weights", weights);
    return JsonDocument.of(document);
  }

  private Map<String, Object> fields(PublishedWeights weights) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", weights.name());
    fields.put("kind", weights.kind().name().toLowerCase(Locale.ROOT));
    fields.put("backbone", weights.backbone());
    fields.put("original", weights.original());
    fields.put("url", weights.url().toString());
    fields.put("bytes", weights.bytes());
    fields.put("sha256", weights.sha256());
    fields.put("licence", weights.licence());
    fields.put("metric", weights.metric());
    fields.put("published", weights.published());
    fields.put("file", folder.file(weights).toString());
    fields.put("here", folder.holds(weights));
    return fields;
  }
}
