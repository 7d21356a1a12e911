package dev.fovea.cli;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.check.PictureFiles;
import dev.fovea.data.format.DetectedPicture;
import dev.fovea.data.format.DetectionWriters;
import dev.fovea.model.ModelFile;
import dev.fovea.nn.settings.LossBranch;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.ImbalancePass;
import dev.fovea.report.Fact;
import dev.fovea.report.LensData;
import dev.fovea.report.LensPage;
import dev.fovea.report.LensReport;
import dev.fovea.report.LensTables;
import dev.fovea.report.ReportTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea lens}: where the classification loss goes. */
@Command(
    name = "lens",
    description =
        "Shows where a trained model's classification loss goes: objects against background, by"
            + " class and level, what another gamma or alpha would change, and why objects are"
            + " missed.",
    footer = {
      "",
      "Examples:",
      "  fovea lens runs/first photos/",
      "  fovea lens runs/first photos/ --split train --out lens/",
      "  fovea lens runs/first photos/ --gamma 0,1,2,3 --alpha 0.25,0.5",
    })
final class LensCommand implements Callable<Integer> {
  private static final String PAGE = "lens.html";
  private static final String HISTOGRAMS = "lens.json";
  private static final String MISSES = "misses.csv";
  private static final String SUGGESTIONS = "suggestions";

  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model file, or a run folder.")
  private Path model;

  @Parameters(index = "1", paramLabel = "DATA", description = "A data set with its classes.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Which split (default: the one the run validated on, else val).")
  private String split;

  @Option(
      names = "--gamma",
      paramLabel = "G",
      split = ",",
      defaultValue = "0,0.5,1,2,5",
      description = "Values of gamma to compare (default: ${DEFAULT-VALUE}).")
  private List<Double> gammas;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      split = ",",
      defaultValue = "0.1,0.25,0.5,0.75",
      description = "Values of alpha to compare (default: ${DEFAULT-VALUE}).")
  private List<Double> alphas;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      defaultValue = "0.3",
      description =
          "The score from which on a detection counts, for what is missed (default:"
              + " ${DEFAULT-VALUE}).")
  private float threshold;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write "
              + PAGE
              + ", with sliders, "
              + HISTOGRAMS
              + ", "
              + MISSES
              + ", and in "
              + SUGGESTIONS
              + "/, as COCO, detections where no label is.")
  private Path out;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the data branch; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    requireBetween("--gamma", gammas, 0, 100);
    requireBetween("--alpha", alphas, 1e-6, 1 - 1e-6);
    requireBetween("--threshold", List.of((double) threshold), 0, 0.999);
    try (ModelFile file = ModelFile.read(model)) {
      Settings settings = RunSettings.of(file, overrides);
      Dataset dataset = EvalCommand.dataset(data, Optional.ofNullable(split), settings, console);
      EvalCommand.requireSameClasses(file, dataset);
      PictureFiles.requireAll(dataset, "");
      if (out != null) {
        OutputFolder.prepare(out, List.of());
      }
      console.started();
      Optional<ImbalancePass.Gathered> gathered = gather(file, settings, dataset);
      if (gathered.isEmpty()) {
        console.say("stopped: nothing was measured");
        return 0;
      }
      MissList misses = MissList.of(dataset, threshold, gathered.get().images());
      show(report(settings, dataset, gathered.get()), misses);
      if (out != null) {
        suggest(gathered.get().images(), dataset.classes());
      }
    }
    return 0;
  }

  private static void requireBetween(String option, List<Double> values, double low, double high) {
    for (double value : values) {
      if (!(value >= low && value <= high)) {
        throw FoveaException.user(
            "%s has %s; numbers from %s to %s are accepted".formatted(option, value, low, high));
      }
    }
  }

  private Optional<ImbalancePass.Gathered> gather(
      ModelFile file, Settings settings, Dataset dataset) {
    try (Progress progress = console.progress("looking", dataset.images().size());
        Interruption interruption = new Interruption("after this image")) {
      return ImbalancePass.over(
          new ImbalancePass.Input(file, settings, dataset, threshold),
          done -> progress.step(done, ""),
          interruption::requested);
    }
  }

  private LensReport report(Settings settings, Dataset dataset, ImbalancePass.Gathered gathered) {
    long images = gathered.histograms().images();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Model", model.toString()));
    facts.add(
        new Fact(
            "Data",
            String.format(
                Locale.ROOT,
                "%s: %,d images, %,d anchors in each, %.1f of them positive",
                dataset.name(),
                images,
                gathered.histograms().anchors() / images,
                (double) gathered.positives() / images)));
    facts.addAll(ReportFile.madeFacts());
    return new LensReport(
        "Lens: " + dataset.name(),
        facts,
        dataset.classes().names(),
        trained(settings.loss()),
        gathered.histograms(),
        gathered.loss());
  }

  private static LensReport.TrainedLoss trained(LossBranch loss) {
    OptionalDouble alpha = loss.alpha().map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    boolean focal = loss.classification() == LossBranch.Classification.FOCAL;
    return new LensReport.TrainedLoss(
        loss.toClassification(),
        loss.classification().name().toLowerCase(Locale.ROOT),
        focal ? loss.gamma() : 0,
        alpha,
        loss.prior());
  }

  private void show(LensReport report, MissList misses) {
    PrintWriter results = spec.commandLine().getOut();
    if (json) {
      results.println(JsonDocument.of(LensData.of(report)));
    } else {
      report.facts().stream().limit(2).forEach(fact -> results.println(fact.value()));
      List<ReportTable> tables = new ArrayList<>(List.of(misses.table()));
      tables.addAll(new LensTables(report).all(gammas, alphas));
      for (ReportTable table : tables) {
        results.println();
        TextTable.lines(table).forEach(results::println);
      }
    }
    results.flush();
    if (out != null) {
      LensPage.write(report, gammas, alphas, out.resolve(PAGE));
      AtomicFiles.write(out.resolve(HISTOGRAMS), JsonDocument.of(LensData.of(report)));
      misses.write(out.resolve(MISSES));
      console.say("page: " + out.resolve(PAGE));
    }
  }

  private void suggest(List<ImbalancePass.ImageDiagnosis> images, ClassNames classes) {
    List<DetectedPicture> pictures =
        images.stream()
            .filter(each -> !each.unlabelled().isEmpty())
            .map(LensCommand::suggestions)
            .toList();
    int count = pictures.stream().mapToInt(picture -> picture.detections().size()).sum();
    if (count > 0) {
      Path folder = out.resolve(SUGGESTIONS);
      OutputFolder.prepare(folder, List.of());
      DetectionWriters.of("coco").write(folder, pictures, classes);
      console.say("detections where no label is: %d, in %s".formatted(count, folder));
    }
  }

  private static DetectedPicture suggestions(ImbalancePass.ImageDiagnosis diagnosis) {
    LabelledImage image = diagnosis.image();
    Size size = new Size(image.width(), image.height());
    return new DetectedPicture(image.name(), size, diagnosis.unlabelled());
  }
}
