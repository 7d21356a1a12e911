package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue.Int;
import dev.fovea.model.pickle.PickleValue.Sequence;
import dev.fovea.model.pickle.PickleValue.Storage;
import dev.fovea.model.pickle.PickleValue.Text;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * A file that begins with a pickle: torch's legacy format (a magic number, a version, the machine,
 * the value, the storages' names, the storages), or one plain pickle of arrays. Faithful to {@code
 * _legacy_load} of {@code torch/serialization.py} (2.15).
 */
final class PickleFormat {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final BigInteger VERSION = BigInteger.valueOf(1001);

  private final PickleInput input;
  private final Limits limits;
  private final Storages storages = new Storages();

  private PickleFormat(MemorySegment file) {
    this.input = new PickleInput(file);
    this.limits = new Limits(file.byteSize());
  }

  static Pickled read(MemorySegment file) throws MalformedPickleException {
    PickleFormat format = new PickleFormat(file);
    PickleValue first = format.load(PickleFormat::refuse);
    // Legacy files hold little-endian numbers, whatever machine they say that they come from.
    PickleValue root =
        first instanceof Int number && number.value().equals(MAGIC) ? format.legacy() : first;
    return new Pickled(root, format.storages, ByteOrder.LITTLE_ENDIAN);
  }

  private static PickleValue refuse(PickleValue id) throws MalformedPickleException {
    throw new MalformedPickleException("its pickle refers to something outside of it");
  }

  private PickleValue load(PersistentIds persistentIds) throws MalformedPickleException {
    return new Unpickler(input, persistentIds, limits).load();
  }

  private PickleValue legacy() throws MalformedPickleException {
    if (!(load(PickleFormat::refuse) instanceof Int version) || !version.value().equals(VERSION)) {
      throw new MalformedPickleException("its version of torch's legacy format is not 1001");
    }
    load(PickleFormat::refuse); // the machine that wrote it
    PickleValue root = load(new StorageIds(storages));
    if (!(load(PickleFormat::refuse) instanceof Sequence keys)) {
      throw new MalformedPickleException("it does not list its storages");
    }
    Set<String> seen = new HashSet<>();
    for (PickleValue key : keys.items()) {
      if (!(key instanceof Text text) || !seen.add(Arguments.shortText(text))) {
        throw new MalformedPickleException("its list of storages has one twice, or no text");
      }
      bind(Arguments.shortText(text));
    }
    return root;
  }

  private void bind(String key) throws MalformedPickleException {
    Storage storage = storages.stated(key);
    long elements = input.int64();
    if (elements != storage.elements()) {
      throw new MalformedPickleException(
          "storage %s has %d elements where its tensors expect %d"
              .formatted(Excerpt.of(key), elements, storage.elements()));
    }
    storages.bind(key, input.slice(elements * storage.type().bytes()));
  }
}
