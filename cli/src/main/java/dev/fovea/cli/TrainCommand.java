package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.nn.preflight.Preflight;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.InitialLossCheck;
import dev.fovea.nn.train.RunFolder;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.train.TrainingInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea train}: from a data set to a model. */
@Command(
    name = "train",
    description = "Trains a detector on a data set.",
    footer = {
      "",
      "Examples:",
      "  fovea train photos/ --out runs/first --minutes 30",
      "  fovea train bccd/ --config configs/bccd-resnet18.yaml --seed 1 --out runs/bccd",
      "  fovea train bccd/ --set model.backbone=resnet34 --set loss.gamma=1 --out runs/gamma1",
      "  fovea train bccd/ --from coco.safetensors --out runs/bccd",
      "  fovea train bccd/ --out runs/bccd --resume",
      "  fovea train --show-config"
    })
final class TrainCommand implements Callable<Integer> {
  private static final int MOST_NAMES = 10;
  private static final List<String> DEVICES = List.of("auto", "cpu");

  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
      arity = "0..1",
      description = "A data set: Pascal VOC or COCO, recognised by its files.")
  private Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML; see --show-config.")
  private Path configuration;

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description = {
        "Start from a model: a model file, a run folder, a RetinaNet of .pth, .pkl or .safetensors,"
            + " or a published one by name (`fovea weights list`). Its network, anchors and input"
            + " are taken as settings, its weights as far as they fit; what stands for classes"
            + " starts anew unless these are the same."
      })
  private String from;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, over the file's; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder (default: runs/train).")
  private Path out = Path.of("runs", "train");

  @Option(names = "--resume", description = "Go on from the run folder's last checkpoint.")
  private boolean resume;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "As many steps as fit into M minutes; fixed after a timed warm-up.")
  private Double minutes;

  @Option(names = "--seed", paramLabel = "N", description = "Short for --set train.seed=N.")
  private Long seed;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "auto or cpu; cuda would need a build with CUDA's libraries.")
  private String device = "auto";

  @Option(
      names = "--show-config",
      description = "Print every setting with its meaning and value, then stop.")
  private boolean showConfig;

  @Override
  public Integer call() {
    Settings settings = settings();
    if (showConfig) {
      console.results().print(settings.describe());
      return 0;
    }
    if (data == null) {
      throw new ParameterException(spec.commandLine(), "which data set? fovea train DATA");
    }
    if (!DEVICES.contains(device)) {
      throw FoveaException.user(
          "--device " + device + " is not in this build; accepted: " + String.join(", ", DEVICES));
    }
    RunFolder folder = new RunFolder(out);
    if (resume) {
      folder.requireResumable();
      settings = Settings.ofYaml(folder.checkpoint().read().settings());
      requireOwn(settings);
    } else {
      folder.requireNew();
    }
    TrainingInput input = input(settings);
    NamedWeights.prepare(settings, console);
    Preflight preflight = Preflight.of(input);
    tell("training", input.training());
    input.validation().ifPresent(images -> tell("validation", images));
    if (resume) {
      console.started();
      try (Trainer trainer = Trainer.resume(input, folder)) {
        return train(trainer, input);
      }
    }
    preflight.findings().forEach(console::tell);
    console.say(preflight.summary());
    try (Trainer trainer = Trainer.start(input, folder)) {
      console.started();
      InitialLossCheck.of(input, console::tell).ifPresent(trainer::listen);
      return train(trainer, input);
    }
  }

  /** A run goes on with its own settings; the same ones may be given again. */
  private void requireOwn(Settings own) {
    List<String> others =
        own.contradictions(Optional.ofNullable(configuration), overridesAndSeed());
    if (!others.isEmpty()) {
      throw FoveaException.user(
          "The run %s goes on with its own settings (%s) and has other values of %s.%nLeave them out, or start a new run with another --out."
              .formatted(out, new RunFolder(out).configuration(), String.join(", ", others)));
    }
  }

  private Settings settings() {
    Optional<Path> file = Optional.ofNullable(configuration);
    if (from == null || resume) {
      return Settings.load(file, overrides());
    }
    StartingModel model = StartingModel.of(from, console);
    Map<String, String> training = new LinkedHashMap<>(model.training());
    training.put("model.weights", JsonDocument.text(from));
    return Settings.load(file, overrides(), model.conventions(), training);
  }

  private List<String> overridesAndSeed() {
    List<String> all = new ArrayList<>(overrides);
    if (seed != null) {
      all.add("train.seed=" + seed);
    }
    return all;
  }

  private List<String> overrides() {
    List<String> all = overridesAndSeed();
    if (minutes != null) {
      all.add("train.minutes=" + minutes);
      all.add("train.steps=none");
      all.add("train.epochs=none");
    }
    return all;
  }

  /** Reads the data. */
  private TrainingInput input(Settings asked) {
    DataArgument argument = DataArgument.of(data);
    Settings chosen = argument.withSplits(asked);
    Dataset training = argument.read(chosen.data().train().orElseThrow(), chosen.data());
    Optional<Dataset> validation =
        chosen.data().validation().map(split -> argument.read(split, chosen.data()));
    return new TrainingInput(chosen, training, validation);
  }

  private void tell(String what, Dataset dataset) {
    console.say(
        "%s: %s, %d images, %d boxes of %d classes (%s)"
            .formatted(
                what,
                dataset.name(),
                dataset.images().size(),
                dataset.boxCount(),
                dataset.classes().count(),
                shortened(dataset.classes().names())));
    dataset.notes().forEach(console::say);
  }

  private static String shortened(List<String> names) {
    boolean all = names.size() <= MOST_NAMES;
    return String.join(", ", all ? names : names.subList(0, MOST_NAMES)) + (all ? "" : ", …");
  }

  /** What leaves the best evaluation's lens in the run folder. */
  private RunLens lens(TrainingInput input, Settings settings) {
    RunFolder folder = new RunFolder(out);
    String split = settings.data().validation().orElse("");
    LensContent content = new LensContent(out, data, split, settings, input.training().classes());
    return new RunLens(content, folder.lens());
  }

  private int train(Trainer trainer, TrainingInput input) {
    Settings settings = trainer.settings();
    int steps = settings.train().steps().orElseThrow();
    console.say(
        "%s, %d steps of %d images, seed %d; every setting: %s"
            .formatted(
                settings.model().backbone(),
                steps,
                settings.train().batch() * settings.train().accumulate(),
                settings.train().seed(),
                new RunFolder(out).configuration()));
    if (trainer.progress().step() > 0) {
      console.say("going on after step " + trainer.progress().step());
    }
    try (Interruption interruption = new Interruption()) {
      try (Progress progress = console.progress("training", steps)) {
        trainer.listen(new TrainingNarrator(progress, console));
        trainer.listen(new TimeEstimate(console::say));
        trainer.listen(lens(input, settings));
        trainer.run(interruption::requested);
      }
      if (trainer.skipped() > 0) {
        console.warn(
            trainer.skipped()
                + (trainer.skipped() == 1
                    ? " picture could not be read and was skipped"
                    : " pictures could not be read and were skipped"));
      }
      console.say(
          interruption.requested()
              ? "stopped after step %d; go on with: fovea train %s --out %s --resume"
                  .formatted(trainer.progress().step(), data, out)
              : "done: " + new RunFolder(out).best());
      TrainingReport report = new TrainingReport(new RunFolder(out), input, settings, console);
      report.file().write(() -> report.of(trainer.progress(), interruption::requested));
    }
    return 0;
  }
}
