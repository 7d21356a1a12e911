package dev.fovea.cli.doctor;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The machine's processor.
 *
 * @param name as it calls itself
 * @param features that decide how fast convolutions and kernels are, by Linux' names; none on other
 *     systems
 * @param threads of the whole machine; 0 where unknown
 */
public record Processor(String name, Set<String> features, int threads) {
  private static final List<String> DECISIVE =
      List.of(
          "avx2",
          "avx512f",
          "avx512_bf16",
          "avx512_vnni",
          "avx_vnni",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "bf16",
          "sve");

  private static final Set<String> EXACT_IN_INT8 =
      Set.of("avx512_vnni", "avx_vnni", "amx_int8", "asimd");

  /** The one that this process runs on. */
  public static Processor read() {
    return of(SystemFiles.lines("/proc/cpuinfo"));
  }

  static Processor of(List<String> lines) {
    Set<String> features = new TreeSet<>(DECISIVE);
    features.retainAll(
        Stream.concat(SystemFiles.values(lines, "flags"), SystemFiles.values(lines, "Features"))
            .limit(1)
            .flatMap(line -> Arrays.stream(line.split(" ")))
            .toList());
    return new Processor(
        SystemFiles.values(lines, "model name").findFirst().orElse(System.getProperty("os.arch")),
        features,
        (int) SystemFiles.values(lines, "processor").count());
  }

  /**
   * Whether ONNX Runtime's sums of int8 products are known to overflow: on x86 without VNNI it adds
   * them in 16 bits.
   */
  public boolean overflowsInInt8() {
    return !features.isEmpty() && Collections.disjoint(features, EXACT_IN_INT8);
  }
}
