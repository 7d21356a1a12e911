package dev.fovea.model;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;

/**
 * An opened safetensors file, mapped into memory. Closing it unmaps the tensors: a later access
 * throws IllegalStateException. May be read from many threads.
 */
public final class SafetensorsFile implements AutoCloseable {
  private final Path path;
  private final Arena arena;
  private final Map<String, String> metadata;
  private final SequencedMap<String, TensorView> tensors;

  SafetensorsFile(
      Path path,
      Arena arena,
      Map<String, String> metadata,
      SequencedMap<String, TensorView> tensors) {
    this.path = path;
    this.arena = arena;
    this.metadata = Collections.unmodifiableMap(metadata);
    this.tensors = Collections.unmodifiableSequencedMap(tensors);
  }

  /** Where the file lies. */
  public Path path() {
    return path;
  }

  /** The header's {@code __metadata__}; empty when it has none. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors by name, in the order in which their bytes lie in the file. */
  public SequencedMap<String, TensorView> tensors() {
    return tensors;
  }

  @Override
  public void close() {
    arena.close();
  }
}
