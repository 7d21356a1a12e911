package dev.fovea.bench;

import dev.fovea.core.head.ElementType;
import dev.fovea.core.loss.ClassWiseFocalLoss;
import dev.fovea.core.loss.FocalLoss;
import dev.fovea.core.loss.LogitBuffers;
import dev.fovea.core.loss.LossKernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
 * Value and gradient of the focal loss on one thread, beside a copy of the logits.
 *
 * <p>7.7 million logits are one 800×1344 image with 80 classes. Each is read once and its gradient
 * written once: 62 MB in float32, half of it in bfloat16; the copy moves the same bytes and is the
 * limit.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class FocalLossBenchmark {
  private static final int LOGITS = 7_700_000;
  private static final int CLASSES = 80;

  @Param({"FLOAT32", "BFLOAT16"})
  private ElementType type;

  private MemorySegment logits;
  private MemorySegment gradients;
  private LossKernel kernel;
  private LossKernel byClass;

  @Setup(Level.Trial)
  public void fill() {
    Arena arena = Arena.ofAuto();
    logits = arena.allocate((long) LOGITS * type.bytes(), 64);
    gradients = arena.allocate((long) LOGITS * type.bytes(), 64);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < LOGITS; i++) {
      float logit = (float) (-4.6 + random.nextGaussian());
      if (type == ElementType.FLOAT32) {
        logits.setAtIndex(ValueLayout.JAVA_FLOAT, i, logit);
      } else {
        logits.setAtIndex(ValueLayout.JAVA_SHORT, i, ElementType.toBfloat16(logit));
      }
    }
    kernel = new FocalLoss(2, 0.25).kernel();
    byClass =
        new ClassWiseFocalLoss(2, random.doubles(CLASSES, 0.1, 0.9).boxed().toList()).kernel();
  }

  @Benchmark
  public double valueAndGradient() {
    return kernel.background(new LogitBuffers(logits, gradients, type), 0, LOGITS, 0.01);
  }

  /** With an α for each class, which is to cost no more. */
  @Benchmark
  public double valueAndGradientByClass() {
    return byClass.background(new LogitBuffers(logits, gradients, type), 0, LOGITS, 0.01);
  }

  @Benchmark
  public MemorySegment copy() {
    return gradients.copyFrom(logits);
  }
}
