package dev.fovea.model.recognise;

import dev.fovea.core.FoveaException;
import dev.fovea.model.Architecture;
import dev.fovea.model.Excerpt;
import dev.fovea.model.recognise.Recognition.Heads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Tells what a file of weights is, by its tensors' names and shapes. */
public final class Recogniser {
  private static final int SHOWN = 3;

  private final Flavour flavour;
  private final Map<String, List<Long>> found;
  private final SequencedMap<String, String> renamed = new LinkedHashMap<>();
  private final SequencedMap<String, String> notNeeded = new LinkedHashMap<>();
  private final List<String> unknown = new ArrayList<>();
  private final SequencedMap<String, String> sources = new LinkedHashMap<>();
  private final SequencedMap<String, Double> constants = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Recogniser(Flavour flavour, Map<String, List<Long>> found) {
    this.flavour = flavour;
    this.found = found;
  }

  /**
   * What the file is.
   *
   * @param as the flavour that the user names, or nothing to have it told by the tensors
   * @throws FoveaException when no flavour fits, or the network is none of Fovea's
   */
  public static Recognition recognise(WeightsFile file, Optional<Flavour> as) {
    SequencedMap<String, List<Long>> shapes = file.shapes();
    Flavour flavour =
        as.or(() -> Flavours.of(shapes)).orElseThrow(() -> unrecognised(file.path(), shapes));
    return new Recogniser(flavour, shapes).recognition(file.path());
  }

  private static FoveaException unrecognised(Path file, SequencedMap<String, List<Long>> shapes) {
    String some = String.join(", ", shapes.keySet().stream().limit(SHOWN).toList());
    return FoveaException.data(
        "%s holds %d tensors (%s, …) of no known network; known are %s; name one if it is"
            .formatted(file, shapes.size(), Excerpt.of(some), Flavours.names()));
  }

  private Recognition recognition(Path file) {
    found.keySet().forEach(this::sort);
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    renamed.forEach((name, source) -> shapes.put(name, found.get(source)));
    boolean counted = found.keySet().stream().anyMatch(name -> name.endsWith("batches_tracked"));
    ArchitectureReader reader = new ArchitectureReader(flavour, shapes, file.toString());
    Architecture architecture = reader.architecture(counted);
    Optional<Heads> heads =
        flavour instanceof DetectorFlavour ? Optional.of(reader.heads()) : Optional.empty();
    match(
        heads
            .map(made -> NetworkTensors.of(architecture, made.anchors(), made.classes()))
            .orElseGet(() -> NetworkTensors.ofBackbone(architecture)));
    return new Recognition(
        flavour, architecture, heads, sources, constants, notNeeded, unknown, problems);
  }

  private void sort(String name) {
    Optional<String> reason = flavour.notNeeded(name);
    if (reason.isPresent()) {
      notNeeded.put(name, reason.get());
      return;
    }
    Optional<String> other = flavour.rename(name);
    if (other.isEmpty()) {
      unknown.add(Excerpt.of(name));
    } else if (renamed.putIfAbsent(other.get(), name) != null) {
      problem("both %s and %s are %s".formatted(renamed.get(other.get()), name, other.get()));
    }
  }

  private void match(SequencedMap<String, List<Long>> expected) {
    expected.forEach(
        (name, shape) -> {
          String source = renamed.get(name);
          if (source == null && flavour.constant(name).isPresent()) {
            constants.put(name, flavour.constant(name).getAsDouble());
          } else if (source == null) {
            problem("it has no " + name);
          } else if (!found.get(source).equals(shape)) {
            problem("%s is %s, not %s".formatted(source, found.get(source), shape));
          } else {
            sources.put(name, source);
          }
        });
    renamed.forEach(
        (name, source) -> {
          if (!expected.containsKey(name)) {
            problem("%s has no place".formatted(source));
          }
        });
  }

  private void problem(String text) {
    problems.add(Excerpt.of(text));
  }
}
