package dev.fovea.model.pickle;

import java.util.List;
import java.util.SequencedMap;

/**
 * What was found in a file's pickle.
 *
 * @param tensors by name
 * @param extras all else by its place
 * @param notes sentences about what was unwrapped and skipped
 */
record NamedTensors(
    SequencedMap<String, StoredTensor> tensors,
    SequencedMap<String, PickleValue> extras,
    List<String> notes) {}
