package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue.Storage;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/** The storages that a pickle refers to, and their bytes as soon as these are known. */
final class Storages {
  private final Map<String, Storage> stated = new HashMap<>();
  private final Map<String, MemorySegment> bytes = new HashMap<>();

  /** Notes a reference to the whole storage {@code key}; all references must agree. */
  Storage refer(StorageType type, String key, long elements) throws MalformedPickleException {
    Storage storage = new Storage(type, key, 0, elements);
    if (elements > Long.MAX_VALUE / Long.BYTES) {
      throw new MalformedPickleException(
          "storage %s would have %d elements".formatted(Excerpt.of(key), elements));
    }
    Storage first = stated.putIfAbsent(key, storage);
    if (first != null && !first.equals(storage)) {
      throw new MalformedPickleException(
          "storage %s is %d elements of %s, and elsewhere %d of %s"
              .formatted(Excerpt.of(key), first.elements(), first.type(), elements, type));
    }
    if (stated.size() > Limits.MOST_TENSORS) {
      throw new MalformedPickleException("it has more than " + Limits.MOST_TENSORS + " storages");
    }
    return storage;
  }

  /** What was stated of the storage {@code key}. */
  Storage stated(String key) throws MalformedPickleException {
    Storage storage = stated.get(key);
    if (storage == null) {
      throw new MalformedPickleException(
          "it holds a storage %s that nothing refers to".formatted(Excerpt.of(key)));
    }
    return storage;
  }

  boolean isBound(String key) {
    return bytes.containsKey(key);
  }

  /** Gives the storage {@code key} its bytes. */
  void bind(String key, MemorySegment stretch) throws MalformedPickleException {
    Storage storage = stated(key);
    if (stretch.byteSize() / storage.type().bytes() < storage.elements()) {
      throw new MalformedPickleException(
          "storage %s has %d bytes, its %d elements of %s need more"
              .formatted(Excerpt.of(key), stretch.byteSize(), storage.elements(), storage.type()));
    }
    bytes.put(key, stretch.asSlice(0, storage.elements() * storage.type().bytes()));
  }

  /** The bytes of {@code storage}, which may be a view of the whole. */
  MemorySegment bytes(Storage storage) throws MalformedPickleException {
    MemorySegment whole = bytes.get(storage.key());
    if (whole == null) {
      throw new MalformedPickleException(
          "storage %s is not in the file".formatted(Excerpt.of(storage.key())));
    }
    long width = storage.type().bytes();
    return whole.asSlice(storage.begin() * width, storage.elements() * width);
  }
}
