package dev.fovea.model.pickle;

import dev.fovea.model.TensorView;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The tensors of an opened file by name, mapped into memory. Closing it unmaps the tensors, texts
 * and bytes: a later access throws IllegalStateException. May be read from many threads.
 */
public final class StateDict implements AutoCloseable {
  private final Path path;
  private final Arena arena;
  private final NamedTensors named;

  StateDict(Path path, Arena arena, NamedTensors named) {
    this.path = path;
    this.arena = arena;
    this.named = named;
  }

  /** Where the file lies. */
  public Path path() {
    return path;
  }

  /** The tensors as the file holds them, in its order: names and shapes cost nothing more. */
  public SequencedMap<String, StoredTensor> stored() {
    return Collections.unmodifiableSequencedMap(named.tensors());
  }

  /**
   * The tensors in rows, as F32, BF16 or I64 ({@link StoredTensor#read}); what has to be copied is
   * copied by each call, and lives as long as this file is open.
   */
  public SequencedMap<String, TensorView> tensors() {
    SequencedMap<String, TensorView> read = new LinkedHashMap<>();
    named.tensors().forEach((name, tensor) -> read.put(name, tensor.read(arena)));
    return read;
  }

  /**
   * What lies beside the tensors in the file, by its place such as {@code meta} or {@code epoch}:
   * plain data, and placeholders for objects that were skipped.
   */
  public SequencedMap<String, PickleValue> extras() {
    return Collections.unmodifiableSequencedMap(named.extras());
  }

  /** Sentences for the user: what was unwrapped, which prefix was taken away, what was skipped. */
  public List<String> notes() {
    return named.notes();
  }

  @Override
  public void close() {
    arena.close();
  }
}
