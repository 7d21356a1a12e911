package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final BootstrapSettings FEW = new BootstrapSettings(200, 0.95, 7);
  private static final CocoSettings COCO = CocoSettings.coco();

  @Test
  void aWeightingIsTheMetricOnCopiesOfTheImages() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      RandomCase made = new RandomCase(random, 6, 4, 6, 15);
      List<DetectedObject> found = withDistinctScores(made.detections());
      List<Long> ids = made.truth().imageIds().stream().sorted().toList();
      int[] weight = ids.stream().mapToInt(id -> random.nextInt(4)).toArray();

      double[] figures = new ResampledMetric(made.truth(), found, COCO).figures(weight);
      CocoSummary expected = onCopies(made.truth(), found, ids, weight);

      assertThat(figures[ResampledMetric.AP]).as("seed %s", seed).satisfies(same(expected.ap()));
      assertThat(figures[ResampledMetric.AP50]).satisfies(same(expected.ap50()));
      assertThat(figures[ResampledMetric.AP75]).satisfies(same(expected.ap75()));
      for (int k = 0; k < 4; k++) {
        assertThat(figures[ResampledMetric.CLASSES + k])
            .as("seed %s, class %s", seed, k)
            .satisfies(same(expected.classes().get(k).ap()));
      }
    }
  }

  private static Consumer<Double> same(double figure) {
    Offset<Double> rounding = within(1e-12);
    return value ->
        assertThat(Double.isNaN(value) ? -1 : value.doubleValue()).isCloseTo(figure, rounding);
  }

  @Test
  void identicalResultsDoNotDiffer() {
    Detections made = new Detections(3, 30);
    List<DetectedObject> found = made.of(0.7, 0.3);

    Comparison comparison = new Bootstrap(COCO, FEW).compare(made.truth(), found, found);

    double ap = new CocoMetric().evaluate(made.truth(), found).ap();
    assertThat(comparison.ap().first()).isCloseTo(ap, within(1e-12));
    assertThat(comparison.ap())
        .isEqualTo(new Difference(comparison.ap().first(), comparison.ap().first(), 0, 0, 0, 1));
    assertThat(comparison.ap().verdict()).isEqualTo(Difference.Verdict.UNDECIDED);
    assertThat(comparison.classes()).allMatch(c -> c.verdict() == Difference.Verdict.UNDECIDED);
  }

  @Test
  void theOrderOfTheResultsTurnsTheSignAlone() {
    Detections made = new Detections(5, 40);
    List<DetectedObject> some = made.of(0.6, 0.5);
    List<DetectedObject> more = made.of(0.9, 0.2);
    Bootstrap bootstrap = new Bootstrap(COCO, FEW);

    Difference forth = bootstrap.compare(made.truth(), some, more).ap50();
    Difference back = bootstrap.compare(made.truth(), more, some).ap50();

    assertThat(forth.verdict()).isEqualTo(Difference.Verdict.SECOND);
    assertThat(back.verdict()).isEqualTo(Difference.Verdict.FIRST);
    assertThat(back)
        .isEqualTo(
            new Difference(
                forth.second(),
                forth.first(),
                -forth.change(),
                -forth.high(),
                -forth.low(),
                forth.probability()));
    assertThat(forth.probability()).isEqualTo(2.0 / 201);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Detections made = new Detections(11, 25);
    List<DetectedObject> found = made.of(0.7, 0.5);

    ConfidenceIntervals once = new Bootstrap(COCO, FEW).intervals(made.truth(), found);

    assertThat(new Bootstrap(COCO, FEW).intervals(made.truth(), found)).isEqualTo(once);
    assertThat(
            new Bootstrap(COCO, new BootstrapSettings(200, 0.95, 8))
                .intervals(made.truth(), found)
                .ap())
        .isNotEqualTo(once.ap());
  }

  /** 95% intervals of 200 small data sets, against the figures of a very large one. */
  @Test
  void intervalsHoldTheTrueFigureAboutAsOftenAsTheySay() {
    Detections population = new Detections(1000, 20_000);
    CocoMetric metric = new CocoMetric();
    double before = metric.evaluate(population.truth(), population.of(0.6, 0.5)).ap50();
    double after = metric.evaluate(population.truth(), population.of(0.7, 0.4)).ap50();
    int heldFigure = 0;
    int heldChange = 0;
    for (int i = 0; i < 200; i++) {
      Detections sample = new Detections(2000 + i, 100);
      Bootstrap bootstrap = new Bootstrap(COCO, new BootstrapSettings(200, 0.95, i));
      List<DetectedObject> first = sample.of(0.6, 0.5);
      List<DetectedObject> second = sample.of(0.7, 0.4);
      Estimate figure = bootstrap.intervals(sample.truth(), first).ap50();
      Difference change = bootstrap.compare(sample.truth(), first, second).ap50();
      heldFigure += figure.low() <= before && before <= figure.high() ? 1 : 0;
      double truth = after - before;
      heldChange += change.low() <= truth && truth <= change.high() ? 1 : 0;
    }

    assertThat(heldFigure).isBetween(178, 199);
    assertThat(heldChange).isBetween(178, 199);
  }

  @Test
  void aClassInFewImagesIsLeftUndecided() {
    Detections made = new Detections(5, 8);

    Comparison comparison =
        new Bootstrap(COCO, FEW).compare(made.truth(), List.of(), made.of(1, 0));

    assertThat(comparison.ap().verdict()).isEqualTo(Difference.Verdict.SECOND);
    assertThat(comparison.classes())
        .allMatch(c -> c.images() < 10 && c.verdict() == Difference.Verdict.UNDECIDED);
  }

  @Test
  void withoutObjectsNothingIsDefined() {
    GroundTruth empty = new GroundTruth(List.of(1L, 2L), 1, List.of());
    Bootstrap bootstrap = new Bootstrap(COCO, FEW);

    assertThat(bootstrap.intervals(empty, List.of()).ap()).isEqualTo(new Estimate(-1, -1, -1));
    assertThat(bootstrap.compare(empty, List.of(), List.of()).ap())
        .isEqualTo(new Difference(-1, -1, 0, 0, 0, 1));
    assertThat(bootstrap.compare(empty, List.of(), List.of()).classes()).isEmpty();
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new BootstrapSettings(19, 0.95, 1))
        .hasMessage("19 resamples: there must be 20 or more");
    assertThatThrownBy(() -> new BootstrapSettings(20, 1, 1))
        .hasMessage("a level of 1.0: it must lie between 0 and 1");
  }

  private static List<DetectedObject> withDistinctScores(List<DetectedObject> found) {
    List<DetectedObject> distinct = new ArrayList<>();
    for (DetectedObject one : found) {
      distinct.add(new DetectedObject(one.imageId(), one.classIndex(), distinct.size(), one.box()));
    }
    return distinct;
  }

  private static CocoSummary onCopies(
      GroundTruth truth, List<DetectedObject> found, List<Long> ids, int[] weight) {
    List<Long> copies = new ArrayList<>();
    List<TruthObject> objects = new ArrayList<>();
    List<DetectedObject> detections = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      long id = ids.get(i);
      for (int copy = 0; copy < weight[i]; copy++) {
        long name = copies.size();
        copies.add(name);
        truth.objects().stream()
            .filter(o -> o.imageId() == id)
            .map(o -> new TruthObject(name, o.classIndex(), o.box(), o.area(), o.kind()))
            .forEach(objects::add);
        found.stream()
            .filter(d -> d.imageId() == id)
            .map(d -> new DetectedObject(name, d.classIndex(), d.score(), d.box()))
            .forEach(detections::add);
      }
    }
    return new CocoMetric()
        .evaluate(new GroundTruth(copies, truth.classCount(), objects), detections);
  }

  /** Images of two classes; some are harder for every detector than others. */
  private static final class Detections {
    private final long seed;
    private final int images;

    Detections(long seed, int images) {
      this.seed = seed;
      this.images = images;
    }

    private static CocoBox box(int place) {
      return new CocoBox(100 * place, 0, 50, 50);
    }

    GroundTruth truth() {
      Random random = new Random(seed);
      List<Long> ids = new ArrayList<>();
      List<TruthObject> objects = new ArrayList<>();
      for (long id = 0; id < images; id++) {
        ids.add(id);
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
          objects.add(TruthObject.of(id, random.nextInt(2), box(i)));
        }
      }
      return new GroundTruth(ids, 2, objects);
    }

    /** Of a detector that finds a part of the objects, and false ones beside each. */
    List<DetectedObject> of(double found, double wrong) {
      Random random = new Random(seed + 1_000_000);
      double hardness = 0;
      long image = -1;
      List<DetectedObject> detections = new ArrayList<>();
      for (TruthObject object : truth().objects()) {
        if (object.imageId() != image) {
          image = object.imageId();
          hardness = 0.4 * random.nextDouble() - 0.2;
        }
        double luck = random.nextDouble();
        double score = random.nextDouble();
        double other = random.nextDouble();
        if (luck < found - hardness) {
          detections.add(
              new DetectedObject(image, object.classIndex(), 0.3 + 0.7 * score, object.box()));
        }
        if (other < wrong + hardness) {
          detections.add(
              new DetectedObject(image, object.classIndex(), 0.7 * random.nextDouble(), box(50)));
        } else {
          random.nextDouble();
        }
      }
      return detections;
    }
  }
}
