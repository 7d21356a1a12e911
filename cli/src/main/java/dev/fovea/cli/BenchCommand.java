package dev.fovea.cli;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.data.KnownNames;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.RunFolder;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.train.TrainingInput;
import dev.fovea.nn.train.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea bench}: times this machine. */
@Command(
    name = "bench",
    description = "Times this machine: training-step, the whole training loop as train runs it.",
    footer = {
      "",
      "Example:",
      "  fovea bench training-step --data bccd/ --config configs/bccd-resnet18.yaml --steps 20"
    })
final class BenchCommand implements Callable<Integer> {
  private static final List<String> NAMES = List.of("training-step");

  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "training-step",
      description = "What to time (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(names = "--data", required = true, paramLabel = "DATA", description = "A data set.")
  private Path data;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML.")
  private Path configuration;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; repeatable.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "20",
      description = "Steps, the first ones slower (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(names = "--json", description = "Print the milliseconds of each step as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (!NAMES.contains(name)) {
      throw FoveaException.user(name + " cannot be timed. " + KnownNames.hint(name, NAMES));
    }
    List<String> settings = new ArrayList<>(overrides);
    settings.addAll(List.of("train.steps=" + steps, "data.validation=none"));
    TrainingInput input = input(Settings.load(Optional.ofNullable(configuration), settings));
    console.started();
    Path folder = Files.createTempDirectory("fovea-bench");
    try {
      print(milliseconds(input, new RunFolder(folder)));
    } finally {
      remove(folder);
    }
    return 0;
  }

  private TrainingInput input(Settings settings) {
    DataArgument argument = DataArgument.of(data);
    String split = settings.data().train().orElseGet(argument::trainingSplit);
    Dataset dataset = argument.read(split, settings.data());
    return new TrainingInput(settings, dataset, Optional.empty());
  }

  private static List<Double> milliseconds(TrainingInput input, RunFolder folder) {
    List<Double> milliseconds = new ArrayList<>();
    try (Trainer trainer = Trainer.start(input, folder)) {
      trainer.listen(
          new TrainingListener() {
            private double before;

            @Override
            public void stepped(Step step) {
              milliseconds.add(1000 * (step.seconds() - before));
              before = step.seconds();
            }
          });
      try (Interruption interruption = new Interruption("after this step")) {
        trainer.run(interruption::requested);
      }
    }
    return milliseconds;
  }

  private void print(List<Double> milliseconds) {
    if (milliseconds.size() < steps) {
      console.say("stopped after %d of %d steps".formatted(milliseconds.size(), steps));
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonDocument.of(Map.of("milliseconds", milliseconds)));
    } else {
      double median = milliseconds.stream().sorted().toList().get(milliseconds.size() / 2);
      out.println(String.format(Locale.ROOT, "%s  median %.0f ms of %d", name, median, steps));
    }
    out.flush();
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
