package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.data.Dataset;
import dev.fovea.data.synth.SceneSettings;
import dev.fovea.data.synth.SyntheticDataset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea data synth}: a data set of drawn scenes. */
@Command(
    name = "synth",
    description = {
      "Draws a data set: a few small objects, one class of them rare, on textured grounds among"
          + " hundreds of shapes that resemble them. COCO JSON, splits train and val, every box"
          + " exact. The same seed gives the same data on every machine."
    },
    footer = {
      "",
      "Examples:",
      "  fovea data synth scenes/",
      "  fovea data synth hard/ --images 1000 --size 640x480 --distractors 900 --seed 1"
    })
final class DataSynthCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OUT", description = "A folder that is new or empty.")
  private Path out;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "400",
      description = "Images of the split train (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--validation",
      paramLabel = "N",
      defaultValue = "100",
      description = "Images of the split val, from another seed (default: ${DEFAULT-VALUE}).")
  private int validation;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "256x256",
      description = "Pixels, width and height, 64 to 4096 (default: ${DEFAULT-VALUE}).")
  private String size;

  @Option(
      names = "--distractors",
      paramLabel = "N",
      defaultValue = "200",
      description = "Shapes in an image that are no objects (default: ${DEFAULT-VALUE}).")
  private int distractors;

  @Option(
      names = "--objects",
      paramLabel = "N",
      defaultValue = "6",
      description = "Greatest number of objects in an image (default: ${DEFAULT-VALUE}).")
  private int objects;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of every random choice, 0 or more (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    SceneSettings scenes = new SceneSettings(size(), distractors, objects);
    SyntheticDataset asked = new SyntheticDataset(scenes, images, validation, seed);
    SyntheticDataset.requireVacant(out);
    console.started();
    List<Dataset> splits = write(asked, out, console);
    PrintWriter results = spec.commandLine().getOut();
    splits.forEach(split -> results.println(Facts.of(split)));
    results.flush();
    console.say("next: " + Invocation.of("train", out.toString(), "--minutes", "10"));
    return 0;
  }

  /** Writes the data set and shows how far it is. */
  static List<Dataset> write(SyntheticDataset asked, Path folder, Console console) {
    try (Progress progress = console.progress("drawing", asked.images())) {
      return asked.write(folder, done -> progress.step(done, ""));
    }
  }

  private Size size() {
    Matcher parts = SIZE.matcher(size);
    if (!parts.matches() || size.matches("0+x.*|.*x0+")) {
      throw FoveaException.user(
          "--size is " + size + "; accepted: width and height in pixels, such as 320x240");
    }
    return new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }
}
