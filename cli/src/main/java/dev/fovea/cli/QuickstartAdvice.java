package dev.fovea.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * What to look at and to try after the quickstart: commands to paste.
 *
 * @param out the quickstart's folder
 */
record QuickstartAdvice(Path out) {
  /** One line each. */
  List<String> lines() {
    String data = out.resolve("data").toString();
    String focal = out.resolve("focal").toString();
    return List.of(
        "",
        "Look at "
            + out.resolve("report.html")
            + " in a browser, and at the pictures in "
            + out.resolve("pictures")
            + ".",
        "Then try:",
        "  " + Invocation.of("eval", focal, data),
        "  "
            + Invocation.of(
                "detect",
                focal,
                out.resolve("data/val").toString(),
                "--threshold",
                Double.toString(QuickstartPictures.THRESHOLD),
                "--out",
                out.resolve("found").toString()),
        "  "
            + Invocation.of(
                "train",
                data,
                "--config",
                focal + "/config.yaml",
                "--set",
                "loss.gamma=1",
                "--out",
                out.resolve("gamma-1").toString()),
        "With your own pictures, in VOC layout or with COCO JSON:",
        "  " + Invocation.of("train", "PICTURES", "--minutes", "20", "--out", "run"));
  }
}
