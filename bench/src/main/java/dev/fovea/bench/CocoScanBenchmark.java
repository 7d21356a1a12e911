package dev.fovea.bench;

import dev.fovea.core.ClassNames;
import dev.fovea.core.eval.CocoBox;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.core.eval.DetectedObjects;
import dev.fovea.core.eval.GroundTruth;
import dev.fovea.data.format.CocoResults;
import dev.fovea.data.format.CocoTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading 100,000 detections of a COCO results file, by as many threads as there are processors,
 * beside a mere reading of its bytes.
 *
 * <p>With all 17 digits of a double the file has 15 MB, with 4 digits 10 MB; a byte is copied from
 * the page cache into the window and looked at there. The bare reading is the limit; about a
 * comparison and a multiplication for each digit keep the scanner from it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CocoScanBenchmark {
  private static final int DETECTIONS = 100_000;

  private static final CocoTruth TRUTH =
      new CocoTruth(
          new GroundTruth(List.of(1L, 2L), 1, List.of()),
          new ClassNames(List.of("a"), List.of(1L)));

  @Param({"1e4", "1e17"})
  private double precision;

  private Path file;

  @Setup(Level.Trial)
  public void write() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    DetectedObjects.Builder builder = new DetectedObjects.Builder(DETECTIONS);
    for (int i = 0; i < DETECTIONS; i++) {
      CocoBox box = new CocoBox(number(random), number(random), number(random), number(random));
      builder.add(new DetectedObject(1 + i % 2, 0, number(random), box));
    }
    file = Files.createTempFile("fovea", ".json");
    CocoResults.write(file, builder.build(), TRUTH.classes());
  }

  private double number(SplittableRandom random) {
    return Math.floor(precision * random.nextDouble()) / precision;
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** Into flat arrays. */
  @Benchmark
  public DetectedObjects scan() {
    return CocoResults.read(file, TRUTH);
  }

  /** The bytes alone. */
  @Benchmark
  public byte[] bytes() throws IOException {
    return Files.readAllBytes(file);
  }
}
