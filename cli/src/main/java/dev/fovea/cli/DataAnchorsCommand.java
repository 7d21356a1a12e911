package dev.fovea.cli;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.AnchorSearch;
import dev.fovea.data.Dataset;
import dev.fovea.nn.preflight.AnchorFit;
import dev.fovea.nn.preflight.AnchorProposal;
import dev.fovea.nn.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea data anchors}: how the anchors fit the boxes, and which would fit better. */
@Command(
    name = "anchors",
    description = {
      "Prints which boxes the anchors reach as train would resize the pictures (augmentation left"
          + " out), by class and by COCO's sizes, and looks for anchors that reach more: first for"
          + " the greatest share of boxes with an IoU of matching.foreground, then for the greatest"
          + " mean of the boxes' best IoUs.",
      "IoUs are those of the real anchors at their real places. Opens no picture."
    },
    footer = {
      "",
      "Examples:",
      "  fovea data anchors hit_uav/ --set data.ignoreClasses=[DontCare]",
      "  fovea data anchors bccd/ --set input.shortSide=320 --out anchors.yaml",
      "  fovea train bccd/ --config anchors.yaml"
    })
final class DataAnchorsCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATA", description = "A data set in any format.")
  private Path data;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML, as for train.")
  private Path configuration;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, as for train; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--per-cell",
      paramLabel = "A",
      description = "Anchors in a cell to look for, 1 to 16 (default: as many as now).")
  private Integer perCell;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Chooses the 4000 boxes to search with, where there are more.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the anchors found as YAML, for `train --config`.")
  private Path out;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    Settings asked = Settings.load(Optional.ofNullable(configuration), overrides);
    AnchorSearch.Options options = options(asked);
    DataArgument argument = DataArgument.of(data);
    Settings settings = argument.withSplits(asked);
    Dataset dataset = argument.read(settings.data().train().orElseThrow(), settings.data());
    if (dataset.boxCount() == 0) {
      throw FoveaException.data(
          "%s has no boxes that anchors could be fitted to; name another split by --set data.train"
              .formatted(dataset.name()));
    }
    if (out != null) {
      OutputFile.require("--out", out);
    }
    console.started();
    dataset.notes().forEach(console::say);
    AnchorProposal proposal = AnchorProposal.of(settings, dataset, options);
    AnchorsReport report =
        new AnchorsReport(
            dataset.name(),
            settings,
            AnchorFit.of(settings, dataset),
            proposal,
            AnchorFit.of(proposal.settings(), dataset));
    PrintWriter results = spec.commandLine().getOut();
    results.println(json ? report.toJson() : report.toText(training(proposal)));
    results.flush();
    if (out != null) {
      AtomicFiles.write(out, report.toYaml());
      console.say("written: " + out);
    }
    return 0;
  }

  private AnchorSearch.Options options(Settings settings) {
    AnchorSearch.Options like =
        AnchorSearch.Options.like(settings.toAnchors(), settings.toMatching()).withSeed(seed);
    return perCell == null ? like : like.withAnchorsPerCell(perCell);
  }

  /** The command that trains with what was asked here and the anchors found. */
  private String training(AnchorProposal proposal) {
    List<String> words = new ArrayList<>(List.of("train", data.toString()));
    if (configuration != null) {
      words.addAll(List.of("--config", configuration.toString()));
    }
    overrides.stream()
        .filter(override -> !override.startsWith("anchors."))
        .forEach(override -> words.addAll(List.of("--set", override)));
    proposal.overrides().forEach(override -> words.addAll(List.of("--set", override)));
    return Invocation.of(words.toArray(String[]::new));
  }
}
