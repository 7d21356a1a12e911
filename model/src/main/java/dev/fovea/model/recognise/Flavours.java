package dev.fovea.model.recognise;

import dev.fovea.core.FoveaException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The flavours that are known; the first that recognises a file has it. */
public final class Flavours {
  private static final List<Flavour> KNOWN =
      List.of(
          new MlperfRetinaNet(),
          new TorchvisionPublished(),
          new TorchvisionRetinaNet(),
          new Detectron2RetinaNet(),
          new Detectron2FromTorchvision(),
          new MmdetectionRetinaNet(),
          new MmdetectionCaffe(),
          new EfficientNetLiteClassifier(),
          new TimmEfficientNetLite(),
          new ResNetClassifier());

  private Flavours() {}

  /** All of them. */
  public static List<Flavour> known() {
    return KNOWN;
  }

  /**
   * The flavour of that name.
   *
   * @throws FoveaException for an unknown name; it answers with the known ones
   */
  public static Flavour named(String name) {
    return KNOWN.stream()
        .filter(flavour -> flavour.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.user(
                    "'%s' is no known kind of weights; accepted: %s".formatted(name, names())));
  }

  /** The names, for a message. */
  public static String names() {
    return KNOWN.stream().map(Flavour::name).collect(Collectors.joining(", "));
  }

  /** The flavour of a file with these tensors, where one is sure. */
  static Optional<Flavour> of(Map<String, List<Long>> shapes) {
    return KNOWN.stream().filter(flavour -> flavour.recognises(shapes)).findFirst();
  }
}
