package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detector;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.DetectedObject;
import dev.fovea.data.Dataset;
import dev.fovea.data.EvaluationTruth;
import dev.fovea.data.check.PictureFiles;
import dev.fovea.data.format.CocoResults;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.settings.Settings;
import dev.fovea.report.EvaluatedDataset;
import dev.fovea.report.ReportPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea eval}: COCO's numbers of a model, or of any detector's results. */
@Command(
    name = "eval",
    description = "Measures a model on a data set, or any detector's results, by COCO's metric.",
    footer = {
      "",
      "Examples:",
      "  fovea eval runs/bccd bccd/ --split test",
      "  fovea eval runs/bccd bccd/ --split test --report test.html",
      "  fovea eval runs/tiles survey/ --set detect.tile=512 --set detect.overlap=64",
      "  fovea eval runs/bccd bccd/ --split test --json --detections found.json",
      "  fovea eval runs/bccd bccd/ --thresholds precision=0.9 --store",
      "  fovea eval --truth instances_val2017.json --detections found.json",
      "  fovea eval --truth gt.json --detections a.json --errors --confusion 0.5",
      "  fovea eval --truth gt.json --detections a.json --against b.json"
    })
final class EvalCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      arity = "0..1",
      description = "A model file, or a run folder.")
  private Path model;

  @Parameters(index = "1", paramLabel = "DATA", arity = "0..1", description = "A data set.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Which split (default: the one the run validated on, else val).")
  private String split;

  @Option(names = "--truth", paramLabel = "GT.json", description = "Ground truth, COCO JSON.")
  private Path truth;

  @Option(
      names = "--detections",
      paramLabel = "FILE",
      description = "COCO results JSON: read with --truth, written with MODEL.")
  private Path detections;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write a page with figures, curves, pictures and misses of MODEL.")
  private Path page;

  @Option(
      names = "--against",
      paramLabel = "B.json",
      description = "COCO results JSON to compare with: is it better than --detections?")
  private Path against;

  @Mixin private EvalOptions options;

  @Option(
      names = "--store",
      description = "Write the thresholds into MODEL: detect then shows from them on.")
  private boolean store;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the detect branch or the data branch; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    if (store && (truth != null || !options.asksForThresholds())) {
      throw usage("--store needs MODEL and --thresholds");
    }
    if (truth != null) {
      if (detections == null || model != null || page != null) {
        throw usage("--truth needs --detections, and neither MODEL nor --report");
      }
      evaluateResults();
      return 0;
    }
    if (against != null) {
      throw usage("--against needs --truth and --detections");
    }
    if (model == null || data == null) {
      throw usage("fovea eval MODEL DATA, or fovea eval --truth GT.json --detections FILE");
    }
    evaluateModel();
    return 0;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void evaluateResults() {
    options.check();
    new ResultsEvaluation(truth, detections, options).run(against, console, output());
  }

  private void evaluateModel() {
    options.check();
    try (ModelFile file = ModelFile.read(model)) {
      Settings settings = RunSettings.of(file, overrides);
      Dataset dataset = dataset(data, Optional.ofNullable(split), settings, console);
      requireSameClasses(file, dataset);
      PictureFiles.requireAll(dataset, "");
      if (detections != null) {
        OutputFile.require("--detections", detections);
      }
      if (page != null) {
        OutputFile.require("--report", page);
      }
      if (store) {
        OutputFile.require("--store: the model", file.path());
      }
      console.started();
      try (Detector detector = RunSettings.detector(file, settings, console);
          Interruption interruption = new Interruption("after this image")) {
        Optional<EvaluatedDataset> pass =
            DetectionPass.over(dataset, detector, console, interruption::requested);
        if (pass.isEmpty()) {
          console.say("stopped: nothing was measured");
          return;
        }
        List<DetectedObject> found = pass.get().objects();
        Evaluated evaluated = new Evaluated(EvaluationTruth.of(dataset), found, dataset.classes());
        List<EvalSection> sections = options.sections(evaluated);
        output().print(evaluated, sections);
        if (store) {
          sections.forEach(section -> store(file, section));
        }
        if (detections != null) {
          CocoResults.write(detections, found, dataset.classes());
        }
        if (page != null) {
          ReportPage.write(TrainingReport.ofModel(model, settings, pass.get()), page);
          console.say("report: " + page);
        }
      }
    }
  }

  private void store(ModelFile file, EvalSection section) {
    if (section instanceof ThresholdSection thresholds) {
      file.replaceDescription(file.description().withThresholds(thresholds.byName()));
      console.say(
          "thresholds of %d classes stored in %s"
              .formatted(thresholds.byName().size(), file.path()));
    }
  }

  /** The split that is named, else the one that the run validated on, else the data's own. */
  static Dataset dataset(Path data, Optional<String> split, Settings settings, Console console) {
    DataArgument argument = DataArgument.of(data);
    Dataset dataset = argument.read(split(argument, split, settings), settings.data());
    dataset.notes().forEach(console::say);
    return dataset;
  }

  /** The split asked for, or the one that the run validated on, or the one named so. */
  static String split(DataArgument argument, Optional<String> asked, Settings settings) {
    return asked
        .or(() -> settings.data().validation())
        .or(argument::validationSplit)
        .orElseGet(argument::trainingSplit);
  }

  static void requireSameClasses(ModelFile file, Dataset dataset) {
    ClassNames known = file.description().classes();
    if (!known.names().equals(dataset.classes().names())) {
      throw FoveaException.data(
          ("The model %s knows the classes %s, but %s has %s. Choose by --set data.classes or"
                  + " data.ignoreClasses.")
              .formatted(file.path(), known.names(), dataset.name(), dataset.classes().names()));
    }
  }

  private EvalOutput output() {
    return new EvalOutput(options.metric(), json, spec.commandLine().getOut());
  }
}
