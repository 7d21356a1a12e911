package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.model.Safetensors;
import dev.fovea.model.recognise.Flavour;
import dev.fovea.model.recognise.Flavours;
import dev.fovea.model.recognise.Recogniser;
import dev.fovea.model.recognise.Recognition;
import dev.fovea.model.recognise.WeightsFile;
import dev.fovea.nn.settings.Settings;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fovea import}: weights from elsewhere as a model. */
@Command(
    name = "import",
    description = {
      "Makes a model of weights from elsewhere: .pth, .pt, .pkl or .safetensors. Whose they are is"
          + " told by the tensors' names and shapes; the model gets the conventions that they were"
          + " trained with.",
      "A classifier's weights become a backbone, from which `fovea train` starts by"
          + " --set model.weights=FILE."
    },
    footer = {
      "",
      "Examples:",
      "  fovea import retinanet_resnet50_fpn_v2_coco --out coco.safetensors",
      "  fovea import retinanet_resnet50_fpn_coco-eeacb38b.pth --out coco.safetensors",
      "  fovea import model_final.pkl --as detectron2 --classes names.txt --out mine.safetensors",
      "  fovea import efficientnet-lite0.pth --out lite0.safetensors"
    })
final class ImportCommand implements Callable<Integer> {
  /** For the list of values in the help. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Flavours.known().stream().map(Flavour::name).iterator();
    }
  }

  @Mixin private Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description =
          "A file of weights, or the name of published ones, which are fetched: `fovea weights"
              + " list`.")
  private String source;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description =
          "Whose weights they are, where the tensors do not tell it: ${COMPLETION-CANDIDATES}.")
  private String kind;

  @Option(names = "--out", required = true, paramLabel = "MODEL", description = "The model's file.")
  private Path out;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "The classes' names, one in a line (default: those in FILE, or COCO's where their number"
              + " is COCO's).")
  private Path classes;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of input, model, anchors or detect that the weights were made for.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    NamedWeights named = NamedWeights.of(source);
    Optional<Flavour> as = Optional.ofNullable(kind).map(Flavours::named).or(named::flavour);
    OutputFile.require("--out", out);
    Path file = named.file(console);
    try (Arena arena = Arena.ofConfined();
        WeightsFile weights = WeightsFile.open(file)) {
      requireForeign(weights, file);
      Recognition recognition = Recogniser.recognise(weights, as).requireUsable(file.toString());
      weights.notes().forEach(console::say);
      ImportReport report = new ImportReport(file, recognition, out);
      if (recognition.heads().isEmpty()) {
        writeBackbone(recognition, weights, arena);
        print(json ? report.toJson(Optional.empty()) : report.toText(Optional.empty()));
        return 0;
      }
      ModelDescription model = describe(recognition, weights);
      console.started();
      ModelFile.write(out, model, recognition.tensors(weights, arena));
      print(json ? report.toJson(Optional.of(model)) : report.toText(Optional.of(model)));
      return 0;
    }
  }

  private static void requireForeign(WeightsFile weights, Path file) {
    if (weights.model().isPresent()) {
      throw FoveaException.user(file + " is a Fovea model already; use it as it is");
    }
    if (weights.backbone().isPresent()) {
      throw FoveaException.user(
          file + " is an imported backbone already; use it by --set model.weights=" + file);
    }
  }

  private void writeBackbone(Recognition recognition, WeightsFile weights, Arena arena) {
    if (!overrides.isEmpty() || classes != null) {
      throw FoveaException.user(
          weights.path()
              + " holds a backbone alone, which has no settings or classes: leave out --set, "
              + "--classes");
    }
    console.started();
    Safetensors.write(
        out, recognition.describeBackbone().toMetadata(), recognition.tensors(weights, arena));
  }

  private ModelDescription describe(Recognition recognition, WeightsFile weights) {
    Settings settings =
        Settings.load(
            Optional.empty(), overrides, recognition.conventions(), recognition.training());
    ClassNames names = classes == null ? recognition.classes(weights) : ClassList.read(classes);
    Map<String, String> provenance =
        Map.of(
            "importedFrom",
            String.valueOf(weights.path().getFileName()),
            "settings",
            settings.toYaml());
    return recognition.describe(names, settings.toConventions(), provenance);
  }

  private void print(String text) {
    PrintWriter results = spec.commandLine().getOut();
    results.println(text);
    results.flush();
  }
}
