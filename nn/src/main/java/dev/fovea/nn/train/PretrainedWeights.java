package dev.fovea.nn.train;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.data.check.Finding;
import dev.fovea.model.TensorView;
import dev.fovea.model.recognise.WeightsFile;
import dev.fovea.nn.layer.Weights;
import dev.fovea.nn.settings.InputBranch;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.torch.TensorFiles;
import dev.fovea.nn.torch.Tensors;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Takes from a file of weights what a network has: the whole backbone, and, unless {@code
 * model.weightsPart} leaves them out, the pyramid and the subnets where they fit. The tensors whose
 * channels stand for classes are taken for the same classes alone; what is not taken stays as it
 * was initialised.
 */
final class PretrainedWeights {
  private static final String BODY = "backbone.body.";
  private static final String CLASSES = "head.classification_head.cls_logits.";

  private final WeightsSource source;
  private final String file;
  private final Settings settings;

  private PretrainedWeights(WeightsSource source, String file, Settings settings) {
    this.source = source;
    this.file = file;
    this.settings = settings;
  }

  /**
   * Copies what fits into the network.
   *
   * @param file one of weights, a run folder, or the name of published weights that are here
   * @param classes of the network
   * @return what was taken, what starts anew, what the settings should be for these weights
   * @throws FoveaException where the file is missing, damaged, or of another backbone
   */
  static List<Finding> load(String file, Settings settings, ClassNames classes, Weights network) {
    try (Arena arena = Arena.ofConfined();
        WeightsFile opened = WeightsFile.open(WeightsSource.located(file))) {
      WeightsSource source =
          WeightsSource.of(opened, WeightsSource.flavour(file), network.tensors().keySet(), arena);
      return new PretrainedWeights(source, file, settings).into(network, classes);
    }
  }

  private List<Finding> into(Weights network, ClassNames classes) {
    requireBackbone();
    Map<String, Tensor> taken = new LinkedHashMap<>();
    List<String> anew = new ArrayList<>();
    boolean sameClasses =
        source.classes().map(ClassNames::names).filter(classes.names()::equals).isPresent();
    network
        .tensors()
        .forEach(
            (name, tensor) -> {
              boolean wanted =
                  settings.model().weightsPart().has(name)
                      && (sameClasses || !name.startsWith(CLASSES));
              if (name.startsWith(BODY) || wanted && fits(name, tensor)) {
                taken.put(name, tensor);
              } else {
                anew.add(name);
              }
            });
    TensorFiles.copyInto(taken, source.tensors(), file);
    List<Finding> findings = new ArrayList<>();
    findings.add(taken(taken.size(), anew));
    findings.addAll(conventions());
    return findings;
  }

  private void requireBackbone() {
    String set = settings.model().backbone();
    if (source.backbone().filter(set::equals).isEmpty() && source.backbone().isPresent()) {
      throw FoveaException.user(
          "%s holds weights of %s, the network's backbone is %s; set model.backbone=%s"
              .formatted(file, source.backbone().get(), set, source.backbone().get()));
    }
  }

  private boolean fits(String name, Tensor tensor) {
    TensorView stored = source.tensors().get(name);
    long[] shape = Tensors.shape(tensor);
    return stored != null && stored.shape().equals(Arrays.stream(shape).boxed().toList());
  }

  private Finding taken(int count, List<String> anew) {
    String rest =
        anew.isEmpty()
            ? "all are taken"
            : "%d tensors are taken; these start anew: %s".formatted(count, groups(anew));
    return Finding.note("weights %s (%s): %s".formatted(file, source.whose(), rest));
  }

  /** The layers' names, without the numbers of the parts that are alike. */
  private static String groups(List<String> names) {
    List<String> groups =
        names.stream()
            .map(name -> name.replaceFirst("\\.(weight|bias)$", ""))
            .map(name -> name.replaceFirst("(_blocks|\\.conv)\\.\\d+(\\.\\d+)?$", "$1"))
            .distinct()
            .toList();
    return String.join(", ", groups);
  }

  private List<Finding> conventions() {
    List<Finding> findings = new ArrayList<>();
    double epsilon = settings.model().normEpsilon();
    source
        .normEpsilon()
        .filter(expected -> expected != epsilon)
        .ifPresent(
            expected ->
                findings.add(
                    other("model.normEpsilon=" + expected, "model.normEpsilon=" + epsilon)));
    InputBranch input = settings.input();
    List<List<Double>> pixels = List.of(input.mean(), input.deviation());
    source
        .pixels()
        .filter(expected -> !expected.equals(pixels))
        .ifPresent(expected -> findings.add(other(pixels(expected), pixels(pixels))));
    return findings;
  }

  private static String pixels(List<List<Double>> pixels) {
    return "input.mean=%s input.deviation=%s".formatted(pixels.getFirst(), pixels.getLast());
  }

  private Finding other(String expected, String set) {
    return Finding.warning(
        "the weights %s are made for %s; %s is set".formatted(file, expected, set));
  }
}
