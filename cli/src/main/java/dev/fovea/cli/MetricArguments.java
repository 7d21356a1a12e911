package dev.fovea.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The arguments of {@code fovea eval --truth FILE --detections FILE} in their plainest form.
 *
 * @param truth COCO's data set file
 * @param detections COCO's results file
 * @param json whether one JSON document is wanted
 * @param quiet whether nothing but results, warnings and errors is
 */
record MetricArguments(Path truth, Path detections, boolean json, boolean quiet) {
  /** Nothing for arguments that are others, are incomplete, or mean more than they say. */
  static Optional<MetricArguments> of(String... arguments) {
    String truth = "";
    String detections = "";
    boolean json = false;
    boolean quiet = false;
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      if (argument.equals("--truth") && truth.isEmpty() && isPlain(value)) {
        truth = value;
        i++;
      } else if (argument.equals("--detections") && detections.isEmpty() && isPlain(value)) {
        detections = value;
        i++;
      } else if (argument.equals("--json") && !json) {
        json = true;
      } else if (isQuiet(argument) && !quiet) {
        quiet = true;
      } else {
        return Optional.empty();
      }
    }
    boolean complete = !truth.isEmpty() && !detections.isEmpty() && arguments[0].equals("eval");
    return complete
        ? Optional.of(new MetricArguments(Path.of(truth), Path.of(detections), json, quiet))
        : Optional.empty();
  }

  private static boolean isQuiet(String argument) {
    return argument.equals("--quiet") || argument.equals("-q");
  }

  /** No option, and no file of arguments. */
  private static boolean isPlain(String value) {
    return !value.isEmpty() && value.charAt(0) != '-' && value.charAt(0) != '@';
  }
}
