package dev.fovea.report.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis of a plot.
 *
 * @param title beside it
 * @param low the value at its beginning
 * @param high the value at its end
 * @param logarithmic whether equal lengths are equal factors
 * @param names of its unit steps, from 0 on; empty where it has numbers
 */
public record Axis(String title, double low, double high, boolean logarithmic, List<String> names) {
  private static final int MOST_TICKS = 6;

  public Axis {
    names = List.copyOf(names);
    if (!(low < high && Double.isFinite(high - low)) || logarithmic && low <= 0) {
      throw new IllegalArgumentException("axis %s goes from %s to %s".formatted(title, low, high));
    }
  }

  /** Of numbers, from {@code low} to {@code high}. */
  public static Axis linear(String title, double low, double high) {
    return new Axis(title, low, high, false, List.of());
  }

  /** Of numbers above 0, widened to whole powers of ten. */
  public static Axis logarithmic(String title, double low, double high) {
    double first = Math.floor(Math.log10(low) + 1e-9);
    double last = Math.max(Math.ceil(Math.log10(high) - 1e-9), first + 1);
    return new Axis(title, Math.pow(10, first), Math.pow(10, last), true, List.of());
  }

  /** Of names; each has a length of 1. */
  public static Axis named(String title, List<String> names) {
    return new Axis(title, 0, Math.max(1, names.size()), false, names);
  }

  /** Where a value lies, from 0 to 1; those outside lie at an end. */
  double place(double value) {
    double at =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Math.clamp(at, 0, 1);
  }

  /** A value with a label. */
  record Tick(double value, String label) {}

  /** The values that are marked; for names the middle of each. */
  List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ticks.add(new Tick(i + 0.5, names.get(i)));
    }
    if (names.isEmpty()) {
      (logarithmic ? powers() : steps()).forEach(value -> ticks.add(new Tick(value, text(value))));
    }
    return ticks;
  }

  private List<Double> powers() {
    long decades = Math.round(Math.log10(high / low));
    long step = (decades + MOST_TICKS - 1) / MOST_TICKS;
    List<Double> values = new ArrayList<>();
    for (long i = 0; i <= decades; i += step) {
      values.add(low * Math.pow(10, i));
    }
    return values;
  }

  /** Multiples of 1, 2 or 5 times a power of ten. */
  private List<Double> steps() {
    double rough = (high - low) / MOST_TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * power;
    for (double factor : new double[] {5, 2, 1}) {
      step = factor * power >= rough ? factor * power : step;
    }
    List<Double> values = new ArrayList<>();
    long last = (long) Math.floor(high / step + 1e-9);
    for (long i = (long) Math.ceil(low / step - 1e-9); i <= last; i++) {
      values.add(i * step);
    }
    return values;
  }

  /** With few digits: 0.01, 2.5, 40k, 3M. */
  private static String text(double value) {
    double size = Math.abs(value);
    if (size >= 1e6) {
      return plain(value / 1e6) + "M";
    }
    return size >= 1e4 ? plain(value / 1e3) + "k" : plain(value);
  }

  private static String plain(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    return rounded.toPlainString().toLowerCase(Locale.ROOT);
  }
}
