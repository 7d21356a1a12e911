package dev.fovea.model.recognise;

import dev.fovea.core.FoveaException;
import dev.fovea.model.BackboneDescription;
import dev.fovea.model.ModelDescription;
import dev.fovea.model.ModelFile;
import dev.fovea.model.Safetensors;
import dev.fovea.model.SafetensorsFile;
import dev.fovea.model.TensorView;
import dev.fovea.model.pickle.PickleValue;
import dev.fovea.model.pickle.StateDict;
import dev.fovea.model.pickle.StoredTensor;
import dev.fovea.model.pickle.TorchFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * An opened file of weights, whichever its format: safetensors, or one of PyTorch's. Closing it
 * unmaps the tensors.
 */
public final class WeightsFile implements AutoCloseable {
  private final Path path;
  private final Runnable closing;
  private final Map<String, TensorView> views;
  private final Map<String, StoredTensor> stored;
  private final SequencedMap<String, PickleValue> extras;
  private final List<String> notes;
  private final Optional<ModelDescription> model;
  private final Optional<BackboneDescription> backbone;

  private WeightsFile(SafetensorsFile file) {
    this.path = file.path();
    this.closing = file::close;
    views = file.tensors();
    stored = Map.of();
    extras = Collections.emptyNavigableMap();
    notes = List.of();
    model = ModelFile.description(file);
    backbone = BackboneDescription.of(file);
  }

  private WeightsFile(StateDict file) {
    this.path = file.path();
    this.closing = file::close;
    views = Map.of();
    stored = file.stored();
    extras = file.extras();
    notes = file.notes();
    model = Optional.empty();
    backbone = Optional.empty();
  }

  /**
   * Opens the file; its first bytes decide how it is read.
   *
   * @throws FoveaException when there is none, it cannot be read, or it is refused
   */
  public static WeightsFile open(Path path) {
    return isTorch(path) ? new WeightsFile(TorchFile.open(path)) : safetensors(path);
  }

  private static WeightsFile safetensors(Path path) {
    SafetensorsFile file = Safetensors.open(path);
    try {
      return new WeightsFile(file);
    } catch (FoveaException damaged) {
      file.close();
      throw damaged;
    }
  }

  /** Zip archives, and pickles of protocol 2 and above. */
  private static boolean isTorch(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] begin = in.readNBytes(2);
      boolean zip = begin.length == 2 && begin[0] == 'P' && begin[1] == 'K';
      boolean pickle = begin.length == 2 && (begin[0] & 0xff) == 0x80 && begin[1] >= 2;
      return zip || pickle && begin[1] <= 5;
    } catch (IOException unreadable) {
      return false; // the reader says why
    }
  }

  /** What a Fovea model says of itself; nothing for other files. */
  public Optional<ModelDescription> model() {
    return model;
  }

  /** What a backbone that was imported says of itself; nothing for other files. */
  public Optional<BackboneDescription> backbone() {
    return backbone;
  }

  /** Where the file lies. */
  public Path path() {
    return path;
  }

  /** The tensors' names and shapes, in the file's order. */
  public SequencedMap<String, List<Long>> shapes() {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    views.forEach((name, view) -> shapes.put(name, view.shape()));
    stored.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  /**
   * A tensor's numbers as float32: the mapped bytes where they are that, else a copy that lives as
   * long as {@code arena}.
   */
  public TensorView floats(String name, Arena arena) {
    if (!views.containsKey(name) && !stored.containsKey(name)) {
      throw new NoSuchElementException(path + " has no tensor " + name);
    }
    TensorView view = views.containsKey(name) ? views.get(name) : stored.get(name).read(arena);
    return Floats.of(view, arena);
  }

  /** What lies beside the tensors in PyTorch's files, by its place. */
  public SequencedMap<String, PickleValue> extras() {
    return extras;
  }

  /** Sentences for the user: what was unwrapped, which prefix was taken away. */
  public List<String> notes() {
    return notes;
  }

  @Override
  public void close() {
    closing.run();
  }
}
