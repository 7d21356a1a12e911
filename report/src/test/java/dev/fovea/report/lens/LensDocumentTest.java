package dev.fovea.report.lens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.head.ElementType;
import dev.fovea.core.head.HeadOutputs;
import dev.fovea.core.head.LevelOutputs;
import dev.fovea.core.imbalance.ImbalanceHistograms;
import dev.fovea.core.loss.FocalLoss;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LensDocumentTest {
  private static final List<Double> GAMMAS = List.of(0.0, 0.5, 2.0);
  private static final List<Double> ALPHAS = List.of(0.25, 0.5);
  private static final FocalLoss TRAINED = new FocalLoss(2, 0.25);

  /** One level of 40 × 30 cells with an anchor each; two classes; every logit kept beside. */
  private record Case(ImbalanceHistograms histograms, List<double[]> positive, List<double[]> all) {
    /** Σ weight · part; entries are logit, weight. */
    double sum(boolean isPositive, java.util.function.DoubleUnaryOperator part) {
      return (isPositive ? positive : all)
          .stream().mapToDouble(each -> each[1] * part.applyAsDouble(each[0])).sum();
    }
  }

  private static Case example(int positivesPerImage) {
    Random random = new Random(11);
    Case made = new Case(new ImbalanceHistograms(1, 2), new ArrayList<>(), new ArrayList<>());
    TruthBoxes truth = new TruthBoxes(new float[8], new int[] {0, 1}, new float[0]);
    for (int image = 0; image < 3; image++) {
      int[] anchors = random.ints(0, 1200).distinct().limit(positivesPerImage).sorted().toArray();
      int[] boxes = random.ints(positivesPerImage, 0, 2).toArray();
      double weight = 1.0 / (40 + image);
      float[] logits = new float[2400];
      int next = 0;
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (-4 + 2 * random.nextGaussian());
        while (next < anchors.length && anchors[next] < i / 2) {
          next++;
        }
        boolean isPositive =
            next < anchors.length && anchors[next] == i / 2 && boxes[next] == i % 2;
        (isPositive ? made.positive : made.all).add(new double[] {logits[i], weight});
      }
      LevelOutputs level =
          new LevelOutputs(
              40,
              30,
              MemorySegment.ofArray(logits),
              MemorySegment.ofArray(new float[4800]),
              ElementType.FLOAT32);
      made.histograms.add(
          new HeadOutputs(1, 1, 2, List.of(level)),
          0,
          truth,
          new Matches(anchors, boxes, new int[0], positivesPerImage),
          weight);
    }
    return made;
  }

  private static JsonNode json(Case example) throws IOException {
    double exact =
        example.sum(true, x -> TRAINED.value(x, true))
            + example.sum(false, x -> TRAINED.value(x, false));
    LensInput input =
        new LensInput(
            new LensInput.Names("run", "photos", "val", "image", List.of("a", "b")),
            new LensDocument.Loss("focal", 2, OptionalDouble.of(0.25), 0.01),
            TRAINED,
            example.histograms,
            exact,
            OptionalDouble.empty());
    return JsonMapper.builder()
        .build()
        .readTree(LensJson.of(LensNumbers.of(input, GAMMAS, ALPHAS)));
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void theFieldsAreThoseThatThePageReads() throws IOException {
    JsonNode json = json(example(60));
    assertThat(names(json))
        .containsExactly(
            ("model data split images anchors positives normalizer classes levels loss binning"
                    + " histograms prior figure4 plane effective")
                .split(" "));
    assertThat(names(json.get("loss")))
        .containsExactly("classification", "gamma", "alpha", "prior");
    assertThat(names(json.get("binning"))).containsExactly("width", "error");
    assertThat(names(json.get("histograms").get(0)))
        .containsExactly("kind", "level", "class", "logit", "count", "mass");
    assertThat(names(json.get("prior"))).containsExactly("pi", "loss", "measured");
    assertThat(names(json.get("effective").get(0)))
        .containsExactly("level", "class", "kind", "anchors", "effective");
    assertThat(json.get("levels").get(0).asText()).isEqualTo("P3");
    assertThat(json.get("prior").get("measured").isNull()).isTrue();
  }

  @Test
  void histogramsHoldEveryLogit() throws IOException {
    Case example = example(60);
    JsonNode json = json(example);
    assertThat(json.get("images").asLong()).isEqualTo(3);
    assertThat(json.get("anchors").asLong()).isEqualTo(3600);
    assertThat(json.get("positives").asLong()).isEqualTo(180);
    assertThat(json.get("binning").get("error").asDouble()).isLessThan(1e-3);
    double mass = 0;
    long count = 0;
    for (JsonNode one : json.get("histograms")) {
      double last = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < one.get("logit").size(); i++) {
        assertThat(one.get("logit").get(i).asDouble()).isGreaterThan(last);
        last = one.get("logit").get(i).asDouble();
        mass += one.get("mass").get(i).asDouble();
        count += one.get("count").get(i).asLong();
      }
    }
    assertThat(count).isEqualTo(7200);
    double expected = Stream.of(true, false).mapToDouble(kind -> example.sum(kind, x -> 1)).sum();
    assertThat(mass).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void thePlaneIsTheSumOverEveryLogit() throws IOException {
    Case example = example(60);
    JsonNode plane = json(example).get("plane");
    for (int g = 0; g < GAMMAS.size(); g++) {
      FocalLoss plain = new FocalLoss(GAMMAS.get(g));
      double objects = example.sum(true, x -> Math.abs(plain.gradient(x, true)));
      double background = example.sum(false, x -> Math.abs(plain.gradient(x, false)));
      close(plane.get("positive").get("gradient").get(g), objects / 3);
      close(plane.get("negative").get("gradient").get(g), background / 3);
      close(
          plane.get("negative").get("loss").get(g),
          example.sum(false, x -> plain.value(x, false)) / 3);
      close(plane.get("ratio").get(g).get(0), objects / (3 * background));
      double alpha = plane.get("suggested").get(g).get("alpha").asDouble();
      FocalLoss suggested = new FocalLoss(GAMMAS.get(g), alpha);
      double ratio =
          example.sum(true, x -> Math.abs(suggested.gradient(x, true)))
              / example.sum(false, x -> Math.abs(suggested.gradient(x, false)));
      close(plane.get("present"), ratio);
    }
    assertThat(plane.get("suggested").get(2).get("alpha").asDouble()).isCloseTo(0.25, within(1e-9));
    assertThat(plane.get("suggested").get(2).get("reason").asText()).contains("gamma 2.00");
  }

  private static void close(JsonNode found, double exact) {
    assertThat(found.asDouble()).isCloseTo(exact, within(1e-3 * exact));
  }

  @Test
  void dataWithoutAPositiveAnchorHaveNullsWhereNothingIsDefined() throws IOException {
    JsonNode json = json(example(0));
    assertThat(json.get("positives").asLong()).isZero();
    assertThat(json.get("plane").get("suggested").get(0).get("alpha").isNull()).isTrue();
    assertThat(json.get("plane").get("suggested").get(0).get("reason").asText())
        .startsWith("No anchor is positive");
    assertThat(json.toString().contains("NaN")).isFalse();
  }
}
