package dev.fovea.nn.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.FoveaException;
import dev.fovea.data.DatasetDigest;
import dev.fovea.model.Safetensors;
import dev.fovea.model.SafetensorsFile;
import dev.fovea.nn.torch.TensorFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/**
 * All that a run needs to go on bit for bit: one safetensors file with weights, running statistics
 * and the optimiser's state, whose metadata hold the progress, the settings and the data's
 * fingerprint. One rename makes it valid.
 */
public final class Checkpoint {
  /** The file inside {@code last.ckpt}. */
  public static final String FILE = "checkpoint.safetensors";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  /** The checkpoint in {@code folder}, which need not exist yet. */
  public Checkpoint(Path folder) {
    file = folder.resolve(FILE);
  }

  /**
   * What a checkpoint says about its run, for one that goes on.
   *
   * @param dataFingerprint of the training data
   * @param dataDigest {@link DatasetDigest#toText}; empty in those of older versions
   */
  public record Run(
      Progress progress, String settings, String dataFingerprint, String dataDigest) {}

  public boolean exists() {
    return Files.exists(file);
  }

  /** Writes the state; the previous one stands until the new one is whole. */
  public void write(Run run, Map<String, Tensor> weights, Optimizer optimizer) {
    Map<String, String> metadata =
        Map.of(
            "fovea.progress", json(run.progress()),
            "fovea.settings", run.settings(),
            "fovea.data", run.dataFingerprint(),
            "fovea.dataDigest", run.dataDigest(),
            "fovea.updates", Long.toString(optimizer.state().updates()));
    TensorFiles.lend(named(weights, optimizer), views -> Safetensors.write(file, metadata, views));
  }

  /** What the checkpoint says, without its tensors. */
  public Run read() {
    try (SafetensorsFile stored = Safetensors.open(file)) {
      Map<String, String> metadata = stored.metadata();
      return new Run(
          progress(required(metadata, "fovea.progress")),
          required(metadata, "fovea.settings"),
          required(metadata, "fovea.data"),
          metadata.getOrDefault("fovea.dataDigest", ""));
    }
  }

  /** Copies the stored tensors into the network and the optimiser. */
  public void restore(Map<String, Tensor> weights, Optimizer optimizer) {
    try (SafetensorsFile stored = Safetensors.open(file)) {
      TensorFiles.copyInto(named(weights, optimizer), stored.tensors(), file.toString());
      optimizer.state().restore(Long.parseLong(required(stored.metadata(), "fovea.updates")));
    }
  }

  private static SequencedMap<String, Tensor> named(
      Map<String, Tensor> weights, Optimizer optimizer) {
    SequencedMap<String, Tensor> all = new LinkedHashMap<>();
    weights.forEach((name, tensor) -> all.put("model." + name, tensor));
    optimizer.state().tensors().forEach((name, tensor) -> all.put("optimizer." + name, tensor));
    return all;
  }

  private String required(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw FoveaException.data(file + " is no checkpoint of Fovea: it lacks " + key);
    }
    return value;
  }

  private static String json(Progress progress) {
    try {
      return JSON.writeValueAsString(progress);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Progress progress(String text) {
    try {
      return JSON.readValue(text, Progress.class);
    } catch (JsonProcessingException malformed) {
      throw new FoveaException(
          FoveaException.Cause.DATA, file + " has unreadable progress", malformed);
    }
  }
}
