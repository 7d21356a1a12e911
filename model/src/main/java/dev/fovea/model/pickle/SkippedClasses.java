package dev.fovea.model.pickle;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Classes whose objects lie beside the tensors in checkpoints of known frameworks, and are skipped.
 * Functions are never among them: a function in a pickle is there to be called.
 */
final class SkippedClasses {
  private static final Set<String> FRAMEWORKS =
      Set.of(
          "detectron2",
          "fvcore",
          "lightning",
          "lightning_fabric",
          "mmcv",
          "mmdet",
          "mmengine",
          "models",
          "numpy",
          "omegaconf",
          "pytorch_lightning",
          "timm",
          "torch",
          "torchvision",
          "ultralytics",
          "yacs");

  private static final Set<String> SINGLE =
      Set.of(
          "argparse.Namespace",
          "collections.Counter",
          "collections.defaultdict",
          "collections.deque",
          "datetime.date",
          "datetime.datetime",
          "datetime.timedelta",
          "pathlib.Path",
          "pathlib.PosixPath",
          "pathlib.PurePosixPath",
          "pathlib.WindowsPath",
          "typing.Any");

  /** Python's classes begin with a capital, its functions do not. */
  private static final Pattern CLASS = Pattern.compile("(\\w+)(\\.\\w+)*\\._*[A-Z]\\w*");

  private SkippedClasses() {}

  static boolean contain(String name) {
    if (SINGLE.contains(name)) {
      return true;
    }
    int root = name.indexOf('.');
    return root > 0
        && FRAMEWORKS.contains(name.substring(0, root))
        && CLASS.matcher(name).matches();
  }
}
