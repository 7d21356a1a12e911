package dev.fovea.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.ClassNames;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.imbalance.LogitBin;
import dev.fovea.core.loss.FocalLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * A lens of a real run for those who have no model yet: its histograms are on the class path, in
 * {@code demo-lens.json}; {@code demo-lens.txt} beside it has the commands that made them.
 */
public final class DemoLens {
  private DemoLens() {}

  /**
   * The lens, without pictures.
   *
   * @param facts to be told after what was looked at
   */
  public static LensReport report(List<Fact> facts) {
    List<Fact> all = new ArrayList<>();
    Resources.text("demo-lens.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(": ", 2))
        .forEach(parts -> all.add(new Fact(parts[0], parts[1])));
    all.addAll(facts);
    try {
      JsonNode data = JsonMapper.builder().build().readTree(Resources.text("demo-lens.json"));
      return report(data, all);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What {@link LensData} wrote of a focal loss with one α, read back. */
  static LensReport report(JsonNode data, List<Fact> facts) {
    List<String> classes = texts(data.get("classes"));
    ImbalanceHistograms histograms =
        new ImbalanceHistograms(data.get("levels").size(), classes.size());
    List<ImbalanceHistograms.Part> parts = new ArrayList<>();
    data.get("histograms").forEach(one -> parts.add(part(one)));
    histograms.add(data.get("images").asLong(), data.get("anchors").asLong(), parts);
    return new LensReport(
        "Lens: a demonstration",
        facts,
        new ClassNames(classes, LongStream.range(0, classes.size()).boxed().toList()),
        loss(data.get("loss")),
        histograms,
        data.get("exactLoss").asDouble(),
        List.of());
  }

  private static LensReport.TrainedLoss loss(JsonNode loss) {
    double gamma = loss.get("gamma").asDouble();
    double alpha = loss.get("alpha").asDouble();
    return new LensReport.TrainedLoss(
        new FocalLoss(gamma, alpha),
        loss.get("classification").asText(),
        gamma,
        OptionalDouble.of(alpha),
        loss.get("prior").asDouble());
  }

  private static ImbalanceHistograms.Part part(JsonNode one) {
    List<LogitBin> bins = new ArrayList<>();
    for (int i = 0; i < one.get("logit").size(); i++) {
      bins.add(
          new LogitBin(
              one.get("logit").get(i).asDouble(),
              one.get("count").get(i).asLong(),
              one.get("mass").get(i).asDouble(),
              one.get("squares").get(i).asDouble()));
    }
    return new ImbalanceHistograms.Part(
        one.get("kind").asText().equals("positive"),
        one.get("level").asInt(),
        one.get("class").asInt(),
        bins);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
