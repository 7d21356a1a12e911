package dev.fovea.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.head.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernel and its scalar twin, each against the paper's formulas in double. */
class FocalKernelTest {
  private static final double[] GAMMAS = {0, 0.1, 0.5, 1, 1.7, 2, 5, 10, 16};
  private static final double ALPHA = 0.25;
  private static final double TOLERANCE = 1e-5;
  private static final int[] LENGTHS = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 1000, 1023
  };

  private enum Kind {
    VECTOR,
    SCALAR;

    LossKernel kernel(FocalLoss loss) {
      return this == VECTOR ? new VectorFocalKernel(loss) : new ScalarFocalKernel(loss);
    }
  }

  private record Case(Kind kind, double gamma) {}

  private static Stream<Case> cases() {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> Arrays.stream(GAMMAS).mapToObj(gamma -> new Case(kind, gamma)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientIsWithin1em5OfThePaper(Case tested) {
    float[] logits = sweep();
    LogitBuffers buffers = Buffers.of(logits, ElementType.FLOAT32);
    double unused = kernel(tested).background(buffers, 0, logits.length, 1);
    assertThat(unused).isPositive();
    for (int i = 0; i < logits.length; i++) {
      double expected = PaperFocal.gradient(tested.gamma, 1 - ALPHA, logits[i], false);
      requireClose(expected, Buffers.gradient(buffers, i), "gradient at " + logits[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueIsWithin1em5OfThePaper(Case tested) {
    LossKernel kernel = kernel(tested);
    float[] same = new float[32];
    for (float logit : sweep()) {
      Arrays.fill(same, logit);
      LogitBuffers buffers =
          LogitBuffers.valuesOnly(MemorySegment.ofArray(same), ElementType.FLOAT32);
      double expected = PaperFocal.value(tested.gamma, 1 - ALPHA, logit, false);
      double mean = kernel.background(buffers, 0, same.length, 1) / same.length;
      requireClose(expected, mean, "value at " + logit);
      requireClose(expected, kernel.background(buffers, 0, 1, 1), "lone value at " + logit);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bfloat16IsWithinItsRounding(Case tested) {
    float[] logits = sweep();
    LogitBuffers buffers = Buffers.of(logits, ElementType.BFLOAT16);
    double sum = kernel(tested).background(buffers, 0, logits.length, 1);
    double expectedSum = 0;
    for (int i = 0; i < logits.length; i++) {
      double expected = PaperFocal.gradient(tested.gamma, 1 - ALPHA, buffers.logit(i), false);
      expectedSum += PaperFocal.value(tested.gamma, 1 - ALPHA, buffers.logit(i), false);
      if (expected >= Float.MIN_NORMAL) {
        double relative = Math.abs(Buffers.gradient(buffers, i) / expected - 1);
        assertThat(relative).as("logit %s", buffers.logit(i)).isLessThan(0x1p-8 + TOLERANCE);
      }
    }
    assertThat(sum).isCloseTo(expectedSum, within(TOLERANCE * expectedSum));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void awkwardLengthsAndPlacesTouchTheirOwnLogitsOnly(Case tested) {
    long seed = 20260101;
    Random random = new Random(seed);
    for (ElementType type : ElementType.values()) {
      for (int length : LENGTHS) {
        int before = random.nextInt(20);
        LogitBuffers buffers = Buffers.of(normal(random, before + length + 20), type);
        double sum = kernel(tested).background(buffers, before, length, 0.5);
        double expected = 0;
        for (int i = 0; i < before + length + 20; i++) {
          float gradient = Buffers.gradient(buffers, i);
          String place = "seed " + seed + ", length " + length + ", " + type + " at " + i;
          if (i < before || i >= before + length) {
            assertThat(gradient).as(place).isCloseTo(12345f, within(64f));
            continue;
          }
          double logit = buffers.logit(i);
          expected += PaperFocal.value(tested.gamma, 1 - ALPHA, logit, false);
          double slope = 0.5 * PaperFocal.gradient(tested.gamma, 1 - ALPHA, logit, false);
          assertThat((double) gradient)
              .as(place)
              .isCloseTo(slope, within(0x1p-8 * slope + Float.MIN_NORMAL));
        }
        assertThat(sum).isCloseTo(expected, within(TOLERANCE * expected));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 1, 1.7, 2, 5, 10, 16})
  void vectorAndScalarGradientsHaveTheSameBits(double gamma) {
    FocalLoss loss = new FocalLoss(gamma, ALPHA);
    for (ElementType type : ElementType.values()) {
      LogitBuffers vector = Buffers.of(sweep(), type);
      LogitBuffers scalar = Buffers.of(sweep(), type);
      int count = sweep().length;
      double sum = new VectorFocalKernel(loss).background(vector, 0, count, 0.01);
      double twin = new ScalarFocalKernel(loss).background(scalar, 0, count, 0.01);
      assertThat(vector.gradients().mismatch(scalar.gradients())).isEqualTo(-1);
      assertThat(sum).isCloseTo(twin, within(1e-12 * twin));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void infiniteLogitsMeetTheLimits(Case tested) {
    for (ElementType type : ElementType.values()) {
      for (int length : new int[] {1, 64}) {
        LogitBuffers up = same(Float.POSITIVE_INFINITY, length, type);
        assertThat(kernel(tested).background(up, 0, length, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Buffers.gradient(up, 0)).isEqualTo(0.75f);
        LogitBuffers down = same(Float.NEGATIVE_INFINITY, length, type);
        assertThat(kernel(tested).background(down, 0, length, 1)).isZero();
        assertThat(Buffers.gradient(down, 0)).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void largestFloatsStayFinite(Case tested) {
    for (int length : new int[] {1, 64}) {
      LogitBuffers up = same(Float.MAX_VALUE, length, ElementType.FLOAT32);
      double sum = kernel(tested).background(up, 0, length, 1);
      assertThat(sum).isEqualTo(0.75 * length * Float.MAX_VALUE);
      assertThat(Buffers.gradient(up, 0)).isEqualTo(0.75f);
      LogitBuffers down = same(-Float.MAX_VALUE, length, ElementType.FLOAT32);
      assertThat(kernel(tested).background(down, 0, length, 1)).isZero();
      assertThat(Buffers.gradient(down, 0)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneNanLogitMakesTheSumNan(Case tested) {
    for (ElementType type : ElementType.values()) {
      for (int at : new int[] {0, 5, 16, 66}) {
        float[] logits = new float[67];
        logits[at] = Float.NaN;
        LogitBuffers buffers = Buffers.of(logits, type);
        assertThat(kernel(tested).background(buffers, 0, logits.length, 1)).isNaN();
        assertThat(Buffers.gradient(buffers, at)).isNaN();
        assertThat(Buffers.gradient(buffers, (at + 1) % 67)).isFinite();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void valuesAloneAreTheSameWithoutGradients(ElementType type) {
    for (Kind kind : Kind.values()) {
      LossKernel kernel = kind.kernel(new FocalLoss(2, ALPHA));
      LogitBuffers both = Buffers.of(sweep(), type);
      LogitBuffers values = LogitBuffers.valuesOnly(both.logits(), type);
      assertThat(kernel.background(values, 0, sweep().length, 1))
          .isEqualTo(kernel.background(both, 0, sweep().length, 1));
    }
  }

  @Test
  void theVectorKernelIsChosenWhereItsModuleIs() {
    assertThat(new FocalLoss(2, ALPHA).kernel()).isInstanceOf(VectorFocalKernel.class);
    assertThat(new CrossEntropy().kernel()).isInstanceOf(VectorFocalKernel.class);
  }

  @Test
  void settingsBeyondFloat32GoThroughTheDefinition() {
    for (FocalLoss loss : List.of(new FocalLoss(1e6, ALPHA), new FocalLoss(2, 1))) {
      LogitBuffers buffers = Buffers.of(sweep(), ElementType.FLOAT32);
      assertThat(loss.kernel().background(buffers, 0, sweep().length, 1)).isFinite();
      for (int i = 0; i < sweep().length; i++) {
        assertThat(Buffers.gradient(buffers, i)).isFinite().isNotNegative();
      }
    }
  }

  private static LossKernel kernel(Case tested) {
    return tested.kind.kernel(new FocalLoss(tested.gamma, ALPHA));
  }

  private static void requireClose(double expected, double found, String what) {
    if (expected >= Float.MIN_NORMAL) {
      assertThat(Math.abs(found / expected - 1)).as(what).isLessThan(TOLERANCE);
    } else {
      assertThat(found).as(what).isBetween(0.0, 2.0 * Float.MIN_NORMAL);
    }
  }

  /** −1e4 … 1e4: evenly, finely where the loss bends, and at powers of ten down to the least. */
  private static float[] sweep() {
    float[] logits = new float[4000 + 6001 + 2 * 92];
    int next = 0;
    for (int i = 0; i < 4000; i++) {
      logits[next++] = -1e4f + i * (2e4f / 3999);
    }
    for (int i = -3000; i <= 3000; i++) {
      logits[next++] = i * 0.0371f;
    }
    for (int i = -46; i < 46; i++) {
      logits[next++] = (float) Math.min(1e4, Math.pow(10, i));
      logits[next++] = (float) Math.max(-1e4, -Math.pow(10, i));
    }
    return logits;
  }

  private static float[] normal(Random random, int count) {
    float[] logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = (float) (3 * random.nextGaussian() - 2);
    }
    return logits;
  }

  private static LogitBuffers same(float logit, int count, ElementType type) {
    float[] logits = new float[count];
    Arrays.fill(logits, logit);
    return Buffers.of(logits, type);
  }
}
