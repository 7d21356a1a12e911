package dev.fovea.bench;

import dev.fovea.core.anchor.AnchorGrid;
import dev.fovea.core.anchor.AnchorMatcher;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.core.anchor.Matches;
import dev.fovea.core.anchor.MatchingSettings;
import dev.fovea.core.anchor.TruthBoxes;
import dev.fovea.core.box.NonMaximumSuppression;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Matching the anchors of an 800×1344 image (201,600 of them) to its boxes; NMS of 4000 boxes over
 * 80 classes.
 *
 * <p>Neither moves much memory: matching touches the cells that a box can reach, NMS compares a box
 * to the kept ones of its class.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DetectionBenchmark {
  private static final int CANDIDATES = 4000;

  @Param({"7", "100"})
  private int truths;

  private final AnchorMatcher matcher = new AnchorMatcher(MatchingSettings.torchvision());
  private AnchorGrid grid;
  private TruthBoxes truth;
  private float[] boxes;
  private float[] scores;
  private int[] classes;

  @Setup(Level.Trial)
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    grid = AnchorGrid.of(AnchorSettings.torchvision(), 1344, 800);
    truth = new TruthBoxes(boxes(truths, random), new int[truths], new float[0]);
    boxes = boxes(CANDIDATES, random);
    scores = new float[CANDIDATES];
    classes = new int[CANDIDATES];
    for (int i = 0; i < CANDIDATES; i++) {
      scores[i] = (float) random.nextDouble();
      classes[i] = random.nextInt(80);
    }
  }

  private static float[] boxes(int count, SplittableRandom random) {
    float[] boxes = new float[4 * count];
    for (int i = 0; i < count; i++) {
      float size = (float) (20 * Math.pow(20, random.nextDouble()));
      boxes[4 * i] = (float) (random.nextDouble() * (1344 - size));
      boxes[4 * i + 1] = (float) (random.nextDouble() * Math.max(1, 800 - size));
      boxes[4 * i + 2] = boxes[4 * i] + size;
      boxes[4 * i + 3] = boxes[4 * i + 1] + size;
    }
    return boxes;
  }

  @Benchmark
  public Matches matching() {
    return matcher.match(grid, truth);
  }

  @Benchmark
  public int[] nms() {
    return NonMaximumSuppression.keep(boxes, scores, classes, 0.5, 100);
  }
}
