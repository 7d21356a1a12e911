package dev.fovea.model.recognise;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.anchor.AnchorSettings;
import dev.fovea.model.Architecture;
import dev.fovea.model.BackboneDescription;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.TensorView;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What a file of weights is, and which of its tensors becomes which of Fovea's.
 *
 * @param flavour whose it is
 * @param architecture of the network; of its backbone alone where there are no heads
 * @param heads what the subnets give; nothing for a backbone
 * @param sources the file's name for each of Fovea's
 * @param constants values of tensors that the publisher leaves out
 * @param notNeeded names of the file, each with the reason
 * @param unknown names of the file that the flavour does not know
 * @param problems why the file's network is not Fovea's: tensors that are missing, that differ in
 *     shape, or that a network of this architecture has not; empty for a usable file
 */
public record Recognition(
    Flavour flavour,
    Architecture architecture,
    Optional<Heads> heads,
    SequencedMap<String, String> sources,
    SequencedMap<String, Double> constants,
    SequencedMap<String, String> notNeeded,
    List<String> unknown,
    List<String> problems) {
  private static final String FIRST_CONVOLUTION = "backbone.body.conv1.weight";
  private static final int SHOWN = 2;

  /**
   * What the subnets give.
   *
   * @param anchors of a cell
   * @param classes K
   */
  public record Heads(int anchors, int classes) {}

  /**
   * The same, which must be usable.
   *
   * @param file named in the error
   * @throws FoveaException when the file's network is not one of Fovea's
   */
  public Recognition requireUsable(String file) {
    if (problems.isEmpty()) {
      return this;
    }
    String shown = String.join("; ", problems.stream().limit(SHOWN).toList());
    String more = problems.size() > SHOWN ? "; and %d more".formatted(problems.size() - SHOWN) : "";
    throw FoveaException.data(
        "%s looks like %s with %s, but is another network: %s%s"
            .formatted(file, flavour.about(), architecture.backbone(), shown, more));
  }

  /** The tensors by Fovea's names; copies live as long as {@code arena}, the rest as the file. */
  public SequencedMap<String, TensorView> tensors(WeightsFile file, Arena arena) {
    SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
    sources.forEach(
        (name, source) -> {
          TensorView view = file.floats(source, arena);
          boolean turned = flavour.pixels().blueFirst() && name.equals(FIRST_CONVOLUTION);
          tensors.put(name, turned ? Planes.turned(view, arena) : view);
        });
    SequencedMap<String, List<Long>> shapes = shapes();
    constants.forEach(
        (name, value) -> tensors.put(name, Planes.constant(shapes.get(name), value, arena)));
    return tensors;
  }

  private SequencedMap<String, List<Long>> shapes() {
    return heads
        .map(found -> NetworkTensors.of(architecture, found.anchors(), found.classes()))
        .orElseGet(() -> NetworkTensors.ofBackbone(architecture));
  }

  /**
   * What the channels stand for: the names in the file, COCO's where their number is COCO's, or
   * numbers.
   */
  public ClassNames classes(WeightsFile file) {
    int count = heads.orElseThrow().classes();
    return StoredClasses.of(file.extras(), count)
        .map(PublishedClasses::named)
        .orElseGet(() -> PublishedClasses.of(count));
  }

  /** How many of the network's tensors there are. */
  public int size() {
    return shapes().size();
  }

  /** The conventions of the flavour; the anchors are right for nine in a cell. */
  public Conventions conventions() {
    DetectorFlavour detector = (DetectorFlavour) flavour;
    return new Conventions(
        architecture, detector.anchors(), detector.preprocessing(), detector.postProcessing());
  }

  /** Further settings by which the model was trained, by their names. */
  public Map<String, String> training() {
    return ((DetectorFlavour) flavour).training(architecture);
  }

  /** What a file of this backbone alone says of it. */
  public BackboneDescription describeBackbone() {
    Pixels pixels = flavour.pixels();
    return new BackboneDescription(
        architecture.backbone(),
        flavour.normEpsilon(),
        pixels.mean(),
        pixels.deviation(),
        flavour.name());
  }

  /**
   * The detector.
   *
   * @param classes one for each channel
   * @param used the flavour's conventions, or others under which the same tensors make sense
   * @param provenance to be kept beside the flavour's name
   * @throws FoveaException when classes, anchors or architecture are not those that the tensors are
   *     made for
   */
  public ModelDescription describe(
      ClassNames classes, Conventions used, Map<String, String> provenance) {
    Heads made = heads.orElseThrow();
    AnchorSettings layout = used.anchors();
    if (classes.count() != made.classes()) {
      throw FoveaException.user(
          "there are %d class names, but the model has %d classes; give one name for each"
              .formatted(classes.count(), made.classes()));
    }
    if (layout.anchorsPerCell() != made.anchors()) {
      throw FoveaException.user(
          ("the model has %d anchors in a cell, the settings have %d scales × %d ratios; give those"
                  + " that it was trained with: --set anchors.scales=… --set anchors.ratios=…")
              .formatted(made.anchors(), layout.scales().size(), layout.ratios().size()));
    }
    if (!NetworkTensors.of(used.architecture(), made.anchors(), made.classes()).equals(shapes())) {
      throw FoveaException.user(
          "the tensors are those of %s, not of %s".formatted(architecture, used.architecture()));
    }
    Map<String, String> origin = new TreeMap<>(provenance);
    origin.put("importedAs", flavour.name());
    return new ModelDescription(
        used.architecture(), classes, layout, used.preprocessing(), used.postProcessing(), origin);
  }
}
