package dev.fovea.nn.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number format of activations; weights, running statistics and the optimiser stay float32. */
public enum Precision {
  /** Single precision. */
  FLOAT32(ScalarType.Float),
  /** Eight bits of mantissa: half the memory traffic. */
  BFLOAT16(ScalarType.BFloat16);

  private final ScalarType type;

  Precision(ScalarType type) {
    this.type = type;
  }

  /** The engine's name of this format. */
  public ScalarType type() {
    return type;
  }

  /** bfloat16 where the processor multiplies it (AVX-512 bf16 or AMX), float32 elsewhere. */
  public static Precision fastest() {
    String features = Processor.FEATURES;
    return features.contains("avx512_bf16") || features.contains("amx_bf16") ? BFLOAT16 : FLOAT32;
  }

  /** Whether the processor multiplies bfloat16 in vectors, and not in AMX's far faster tiles. */
  public static boolean isVectorBfloat16() {
    String features = Processor.FEATURES;
    return features.contains("avx512_bf16") && !features.contains("amx_bf16");
  }

  /** Whether the processor's widest vectors are those of AVX2. */
  public static boolean isAvx2Alone() {
    String features = Processor.FEATURES;
    return features.contains("avx2") && !features.contains("avx512f");
  }

  /** What a setting asks of this machine. */
  public static Precision of(dev.fovea.nn.settings.Precision setting) {
    return switch (setting) {
      case AUTO -> fastest();
      case FLOAT32 -> FLOAT32;
      case BFLOAT16 -> BFLOAT16;
    };
  }

  private static final class Processor {
    static final String FEATURES = read();

    private static String read() {
      try {
        return Files.readString(Path.of("/proc/cpuinfo"));
      } catch (IOException notLinux) {
        return "";
      }
    }
  }
}
