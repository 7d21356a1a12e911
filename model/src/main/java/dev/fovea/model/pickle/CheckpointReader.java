package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue.Array;
import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.Tensor;
import dev.fovea.model.pickle.PickleValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Finds the state dict in a file's value and checks its tensors. */
final class CheckpointReader {
  /** Small files may hold tensors that repeat an element. */
  private static final long GROWTH_OF_SMALL_FILES = 1 << 20;

  private final Pickled file;
  private final long most;
  private final SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final SequencedMap<String, PickleValue> extras = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  CheckpointReader(Pickled file, long fileBytes) {
    this.file = file;
    this.most = GROWTH_OF_SMALL_FILES + Limits.MOST_GROWTH * fileBytes;
  }

  /** The state dict at {@code path}, or the one that the file is about. */
  NamedTensors read(Optional<String> path) throws MalformedPickleException {
    Set<String> skipped = Survey.skipped(file.root());
    List<Branch> branches = Branches.of(file.root());
    Branch chosen = Branches.choose(branches, path);
    if (!chosen.path().isEmpty()) {
      notes.add("the tensors are those under \"%s\"".formatted(Excerpt.of(chosen.path())));
    }
    List<Branch> others =
        branches.stream().filter(branch -> !branch.path().equals(chosen.path())).toList();
    if (!others.isEmpty()) {
      notes.add("tensors elsewhere in the file were left: " + Branches.paths(others));
    }
    if (!skipped.isEmpty()) {
      notes.add("objects were skipped: " + Excerpt.of(String.join(", ", skipped)));
    }
    readTensors(chosen.dict());
    if (file.root() instanceof Dict root && root != chosen.dict()) {
      readExtras(root, chosen.dict());
    }
    return new NamedTensors(withoutPrefix(), extras, List.copyOf(notes));
  }

  private void readTensors(Dict dict) throws MalformedPickleException {
    TensorBinder binder = new TensorBinder(file);
    long bytes = 0;
    for (int i = 0; i < dict.keys().size(); i++) {
      String name = Arguments.shortText((Text) dict.keys().get(i));
      PickleValue value = dict.values().get(i);
      if (!(value instanceof Tensor || value instanceof Array)) {
        extras.put(name, value);
        continue;
      }
      StoredTensor tensor = binder.bind(name, value);
      if (tensors.put(name, tensor) != null) {
        throw new MalformedPickleException("it has two tensors " + Excerpt.of(name));
      }
      bytes += tensor.bytesRead();
      requireBounded(bytes);
    }
  }

  private void requireBounded(long bytes) throws MalformedPickleException {
    if (tensors.size() > Limits.MOST_TENSORS) {
      throw new MalformedPickleException("it has more than " + Limits.MOST_TENSORS + " tensors");
    }
    if (bytes < 0 || bytes > most) {
      throw new MalformedPickleException(
          "its tensors would take more than %d bytes, %d times the file"
              .formatted(most, Limits.MOST_GROWTH));
    }
  }

  private void readExtras(Dict root, Dict chosen) throws MalformedPickleException {
    for (int i = 0; i < root.keys().size(); i++) {
      if (root.keys().get(i) instanceof Text key && root.values().get(i) != chosen) {
        extras.putLast(Arguments.shortText(key), root.values().get(i));
      }
    }
  }

  private SequencedMap<String, StoredTensor> withoutPrefix() {
    String prefix = String.join("", Prefixes.common(tensors.keySet()));
    if (prefix.isEmpty()) {
      return tensors;
    }
    notes.add("the prefix \"%s\" was taken from all names".formatted(prefix));
    SequencedMap<String, StoredTensor> bare = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            bare.put(name.substring(prefix.length()), tensor);
          }
        });
    return bare;
  }
}
