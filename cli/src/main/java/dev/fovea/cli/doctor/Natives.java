package dev.fovea.cli.doctor;

import dev.fovea.core.Image;
import dev.fovea.data.image.ImageReader;
import dev.fovea.nn.torch.EngineCheck;
import dev.fovea.nn.torch.Precision;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;

/** Native libraries, loaded and asked for something that is known. Nothing here throws. */
final class Natives {
  /** Two pixels, red and blue. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4zwAE/wEHAAH/PX2MSQAAAABJRU5Er"
          + "kJggg==";

  private static final String PIXELS = "ff00000000ff";

  private Natives() {}

  static Finding pictures() {
    return guarded(
        "opencv",
        () -> {
          Image image = ImageReader.decode(Base64.getDecoder().decode(PNG), "the test picture");
          return HexFormat.of().formatHex(image.rgb()).equals(PIXELS)
              ? Finding.ok("opencv", "loads, and decodes a picture rightly")
              : Finding.missing("opencv", "loads, but decodes a picture wrongly", "report it");
        });
  }

  static Finding convolution(Precision precision) {
    String name = precision.name().toLowerCase(Locale.ROOT);
    return guarded(
        name,
        () -> {
          double error = EngineCheck.convolutionError(precision);
          return error == 0
              ? Finding.ok(name, "a convolution gives the right numbers")
              : Finding.missing(
                  name, "a convolution is wrong by " + error, "do not train here; report it");
        });
  }

  static Finding threads(Processor processor) {
    return guarded(
        "libtorch",
        () ->
            Judgements.threads(
                processor, Runtime.getRuntime().availableProcessors(), EngineCheck.threads()));
  }

  /** Libraries fail in many ways: absent, for another system, without one that they need. */
  static Finding guarded(String name, Supplier<Finding> check) {
    try {
      return check.get();
    } catch (LinkageError | RuntimeException failure) {
      Throwable root = failure;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
      return Finding.missing(
          name,
          "does not load (" + root.getClass().getSimpleName() + ", " + reason + ")",
          "see the lines about natives and the library folder, and README.md, platforms");
    }
  }
}
