package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the JDK's own parser. */
class DecimalToDoubleTest {
  private static final int CASES = 200_000;

  @Test
  void anyDigitsGiveTheNearestDouble() {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      long digits = random.nextLong() >>> (1 + random.nextInt(63));
      check(digits, DecimalToDouble.LEAST + random.nextInt(55));
    }
  }

  @Test
  void writtenDoublesComeBack() {
    Random random = new Random(2);
    for (int i = 0; i < CASES; i++) {
      double value = random.nextBoolean() ? 1000 * random.nextDouble() : random.nextFloat();
      BigDecimal written = new BigDecimal(Double.toString(value));
      check(written.unscaledValue().longValueExact(), -written.scale());
    }
  }

  /** Halves between neighbouring doubles, and numbers one digit beside them. */
  @Test
  void halvesGoToTheEvenNeighbour() {
    Random random = new Random(3);
    for (int i = 0; i < CASES; i++) {
      double value = (1L << 52) / Math.pow(2, random.nextInt(4)) + random.nextInt();
      BigDecimal half =
          new BigDecimal(value).add(new BigDecimal(Math.ulp(value)).divide(BigDecimal.TWO));
      if (half.unscaledValue().bitLength() < 63) {
        long digits = half.unscaledValue().longValueExact();
        for (long near = digits - 1; near <= digits + 1; near++) {
          check(near, -half.scale());
        }
      }
    }
  }

  @Test
  void everyExponentTakesTheLargestAndTheSmallestDigits() {
    for (int exponent = DecimalToDouble.LEAST; exponent <= DecimalToDouble.MOST; exponent++) {
      for (long digits : new long[] {0, 1, 2, 5, (1L << 53) - 1, (1L << 53) + 1, Long.MAX_VALUE}) {
        check(digits, exponent);
      }
    }
  }

  private static void check(long digits, int exponent) {
    String text = digits + "e" + exponent;
    if (DecimalToDouble.of(digits, exponent) != Double.parseDouble(text)) {
      assertThat(DecimalToDouble.of(digits, exponent)).as(text).isEqualTo(Double.parseDouble(text));
    }
  }
}
