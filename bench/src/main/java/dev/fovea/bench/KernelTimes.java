package dev.fovea.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What the timed kernels of {@code bench/peers} share: inputs and results as raw numbers, times as
 * JSON.
 */
final class KernelTimes {
  private KernelTimes() {}

  /**
   * Runs the kernel again and again and prints {@code {"milliseconds": […], "threads": n}}.
   *
   * @param repetitions all are timed, the first ones in a JVM that still compiles
   */
  static void print(int repetitions, int threads, Runnable kernel) {
    double[] milliseconds = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      long begin = System.nanoTime();
      kernel.run();
      milliseconds[i] = 1e-6 * (System.nanoTime() - begin);
    }
    String list =
        DoubleStream.of(milliseconds)
            .mapToObj(each -> String.format(Locale.ROOT, "%.5f", each))
            .collect(Collectors.joining(", "));
    System.out.println("{\"milliseconds\": [" + list + "], \"threads\": " + threads + "}");
  }

  /** Little-endian float32, as numpy's {@code tofile} writes them. */
  static float[] floats(Path file) {
    ByteBuffer bytes = read(file);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /** Little-endian int32. */
  static int[] ints(Path file) {
    ByteBuffer bytes = read(file);
    int[] values = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(values);
    return values;
  }

  /** Writes little-endian int32. */
  static void write(int[] values, Path file) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(bytes::putInt);
    try {
      Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer read(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
