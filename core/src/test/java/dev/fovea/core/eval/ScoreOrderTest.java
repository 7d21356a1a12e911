package dev.fovea.core.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against the JDK's stable sort of boxed numbers. */
class ScoreOrderTest {
  private static final int[] SIZES = {0, 1, 2, 47, 48, 49, 50, 255, 256, 257, 3000};

  @Test
  void scoresFallAndEqualOnesKeepTheirOrder() {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      List<DoubleSupplier> kinds =
          List.of(
              random::nextDouble,
              random::nextFloat,
              () -> random.nextInt(10) / 10.0,
              () -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300),
              () -> random.nextBoolean() ? 0.0 : -0.0,
              () -> 0.5);
      DoubleSupplier kind = kinds.get(random.nextInt(kinds.size()));
      for (int size : SIZES) {
        check(seed, random, IntStream.range(0, size + 5).mapToDouble(i -> kind.getAsDouble()));
      }
    }
  }

  private static void check(long seed, Random random, DoubleStream values) {
    double[] score = values.toArray();
    int[] items = IntStream.range(0, score.length).toArray();
    for (int i = items.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int item = items[i];
      items[i] = items[other];
      items[other] = item;
    }
    int from = 2;
    int to = items.length - 3;
    // + 0.0: −0 equals 0.
    List<Integer> middle =
        IntStream.range(from, to)
            .mapToObj(i -> items[i])
            .sorted(Comparator.comparingDouble((Integer item) -> score[item] + 0.0).reversed())
            .toList();
    int[] expected = items.clone();
    for (int i = from; i < to; i++) {
      expected[i] = middle.get(i - from);
    }

    ScoreOrder.sort(items, from, to, score);

    assertThat(items).as("seed %s, %s scores", seed, to - from).isEqualTo(expected);
  }
}
