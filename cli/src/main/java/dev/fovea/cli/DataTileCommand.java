package dev.fovea.cli;

import dev.fovea.core.tile.Tiling;
import dev.fovea.data.Dataset;
import dev.fovea.data.format.Conversion;
import dev.fovea.data.format.DatasetFormats;
import dev.fovea.data.format.DatasetWriter;
import dev.fovea.data.format.NewFolder;
import dev.fovea.data.format.PictureSource;
import dev.fovea.data.tile.TileCutter;
import dev.fovea.data.tile.TileSettings;
import dev.fovea.data.tile.TiledSplit;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea data tile}: large pictures cut into small ones to train on. */
@Command(
    name = "tile",
    description = {
      "Cuts every picture of a data set into overlapping squares and writes these as a data set of"
          + " their own: all splits. One picture is held in memory at a time, decoded whole.",
      "A box that a tile cuts stays, cut, where the tile shows enough of it (--visible), and becomes"
          + " a region to ignore where it shows less: neither object nor background. Masks are not"
          + " cut: boxes alone are written."
    },
    footer = {
      "",
      "Examples:",
      "  fovea data tile survey/ --out survey-tiles/ --tile 512 --overlap 64",
      "  fovea data tile survey/ --out survey-tiles/ --tile 512 --overlap 64 --background 0.2"
    })
final class DataTileCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATA", description = "A data set in any format.")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A folder that is new or empty.")
  private Path out;

  @Option(
      names = "--tile",
      required = true,
      paramLabel = "N",
      description = "Side of a tile in pixels; smaller pictures stay as they are.")
  private int tile;

  @Option(
      names = "--overlap",
      required = true,
      paramLabel = "M",
      description =
          "Pixels that neighbouring tiles share at least, 0 to below N. Objects no larger than this"
              + " are whole in a tile.")
  private int overlap;

  @Option(
      names = "--visible",
      paramLabel = "P",
      defaultValue = "0.5",
      description =
          "Share of a box's area from which it stays an object (default: ${DEFAULT-VALUE}).")
  private double visible;

  @Option(
      names = "--background",
      paramLabel = "P",
      defaultValue = "1",
      description = "Share of the tiles without an object to keep (default: ${DEFAULT-VALUE}).")
  private double background;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Chooses the tiles without an object (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      defaultValue = "coco",
      completionCandidates = DataConvertCommand.Names.class,
      description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String to;

  @Override
  public Integer call() {
    TileSettings settings = new TileSettings(new Tiling(tile, overlap), visible, background, seed);
    DatasetWriter writer = DatasetFormats.writer(to);
    NewFolder.requireVacant(out);
    TileCutter cutter = new TileCutter(settings);
    Map<String, TiledSplit> splits = new LinkedHashMap<>();
    Conversion.read(data).forEach((split, dataset) -> splits.put(split, cutter.cut(dataset)));
    console.started();
    Conversion done = write(splits, writer, cutter);
    PrintWriter results = spec.commandLine().getOut();
    results.printf("%s: %s%n", out, DatasetFormats.recognise(out).name());
    splits.forEach((split, tiled) -> results.println("  " + summary(split, tiled)));
    results.flush();
    done.losses().forEach(console::warn);
    return 0;
  }

  private Conversion write(
      Map<String, TiledSplit> splits, DatasetWriter writer, TileCutter cutter) {
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    splits.forEach((split, tiled) -> datasets.put(split, tiled.dataset()));
    long tiles = datasets.values().stream().mapToLong(dataset -> dataset.images().size()).sum();
    long[] done = {0};
    try (Progress progress = console.progress("cutting", tiles)) {
      PictureSource counted =
          (image, target) -> {
            cutter.put(image, target);
            progress.step(++done[0], "");
          };
      return Conversion.write(datasets, writer, out, counted);
    }
  }

  private static String summary(String split, TiledSplit tiled) {
    return "%s: %s; %d pieces of boxes became regions to ignore, %d tiles without an object left out"
        .formatted(
            split, SplitFacts.of(split, tiled.dataset()).summary(), tiled.cut(), tiled.left());
  }
}
