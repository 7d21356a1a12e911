package dev.fovea.bench;

import dev.fovea.core.eval.CocoMetric;
import dev.fovea.core.eval.CocoSettings;
import dev.fovea.core.eval.CocoSummary;
import dev.fovea.data.format.CocoInputs;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How long COCO's metric takes in a warm JVM: a line of JSON for each repetition.
 *
 * <p>Arguments: ground truth, detections, repetitions, threads. {@code load} reads both files,
 * {@code eval} judges; seconds of the wall's clock and of all processors.
 */
public final class CocoMetricTimes {
  private CocoMetricTimes() {}

  /** Loads and judges again and again. */
  public static void main(String[] arguments) {
    int threads = Integer.parseInt(arguments[3]);
    CocoMetric metric = new CocoMetric(CocoSettings.coco(), threads);
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      Clock start = Clock.now();
      CocoInputs inputs = CocoInputs.read(Path.of(arguments[0]), Path.of(arguments[1]));
      Clock loaded = Clock.now();
      CocoSummary summary = metric.evaluate(inputs.truth().truth(), inputs.detections());
      Clock done = Clock.now();
      System.out.printf(
          Locale.ROOT,
          "{\"load\": %.4f, \"eval\": %.4f, \"load_cpu\": %.4f, \"eval_cpu\": %.4f, \"AP\": %s}%n",
          loaded.wall - start.wall,
          done.wall - loaded.wall,
          loaded.processors - start.processors,
          done.processors - loaded.processors,
          summary.ap());
    }
  }

  /** Seconds since some moment, and seconds that all processors have spent on this process. */
  private record Clock(double wall, double processors) {
    static Clock now() {
      com.sun.management.OperatingSystemMXBean system =
          ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
      return new Clock(1e-9 * System.nanoTime(), 1e-9 * system.getProcessCpuTime());
    }
  }
}
