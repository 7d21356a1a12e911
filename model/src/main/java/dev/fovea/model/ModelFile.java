package dev.fovea.model;

import dev.fovea.core.FoveaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * An opened model file: safetensors with torchvision's tensor names, the description in its
 * metadata. Python's {@code safetensors.torch.load_file} reads the same file. Closing it unmaps the
 * tensors. May be read from many threads.
 */
public final class ModelFile implements AutoCloseable {
  /** The name of the model in a run folder. */
  public static final String BEST = "best.safetensors";

  private final SafetensorsFile file;
  private final ModelDescription description;

  private ModelFile(SafetensorsFile file, ModelDescription description) {
    this.file = file;
    this.description = description;
  }

  /**
   * Opens a model file, or the best one of a run folder.
   *
   * @throws FoveaException when there is none, it is corrupt, or it is no model file
   */
  public static ModelFile read(Path modelOrRun) {
    Path path = locate(modelOrRun);
    SafetensorsFile file = Safetensors.open(path);
    try {
      return new ModelFile(file, DescriptionJson.read(path, file.metadata()));
    } catch (FoveaException foreign) {
      file.close();
      throw foreign;
    }
  }

  /**
   * Writes a model file that appears whole or not at all.
   *
   * @throws FoveaException when the file cannot be written
   */
  public static void write(
      Path path, ModelDescription description, SequencedMap<String, TensorView> tensors) {
    // "format" is what Python's loaders ask for.
    Map<String, String> metadata =
        Map.of("format", "pt", DescriptionJson.KEY, DescriptionJson.write(description));
    Safetensors.write(path, metadata, tensors);
  }

  /**
   * The description in an opened safetensors file; nothing where it holds weights alone.
   *
   * @throws FoveaException when it is damaged
   */
  public static Optional<ModelDescription> description(SafetensorsFile file) {
    return file.metadata().containsKey(DescriptionJson.KEY)
        ? Optional.of(DescriptionJson.read(file.path(), file.metadata()))
        : Optional.empty();
  }

  /**
   * The file that is meant by a model file, or by a run folder: its best.
   *
   * @throws FoveaException when there is none
   */
  public static Path locate(Path modelOrRun) {
    if (!Files.exists(modelOrRun)) {
      throw FoveaException.user(
          "there is no " + modelOrRun + "; give a model file or a run folder");
    }
    if (!Files.isDirectory(modelOrRun)) {
      return modelOrRun;
    }
    Path best = modelOrRun.resolve(BEST);
    if (!Files.isRegularFile(best)) {
      throw FoveaException.user(
          "the folder %s holds no %s; give a model file, or a run folder that has one"
              .formatted(modelOrRun, BEST));
    }
    return best;
  }

  /** Where the file lies. */
  public Path path() {
    return file.path();
  }

  /** All that the detector is beside its weights. */
  public ModelDescription description() {
    return description;
  }

  /** The weights by torchvision's names. */
  public SequencedMap<String, TensorView> tensors() {
    return file.tensors();
  }

  /**
   * The weight {@code name}.
   *
   * @throws FoveaException when the file lacks it
   */
  public TensorView tensor(String name) {
    TensorView tensor = tensors().get(name);
    if (tensor == null) {
      throw FoveaException.data(
          "%s lacks the tensor %s, which its architecture needs".formatted(path(), name));
    }
    return tensor;
  }

  /**
   * Replaces the file, whole or not at all, by one with the same tensors and another description;
   * this one goes on with the old.
   *
   * @throws FoveaException when the file cannot be written
   */
  public void replaceDescription(ModelDescription other) {
    write(path(), other, tensors());
  }

  @Override
  public void close() {
    file.close();
  }
}
