package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Torch's format since 1.6: a zip archive of {@code data.pkl} and an entry for each storage. */
final class ZipFormat {
  private static final String PICKLE = "/data.pkl";

  private final ZipArchive archive;
  private final String root;
  private final Storages storages = new Storages();

  private ZipFormat(ZipArchive archive) throws MalformedPickleException {
    this.archive = archive;
    this.root = root(archive);
  }

  static Pickled read(MemorySegment file) throws MalformedPickleException {
    ZipFormat format = new ZipFormat(ZipArchive.open(file));
    return format.read(new Limits(file.byteSize()));
  }

  /** The folder in which all entries lie, which has the name that the file was saved by. */
  private static String root(ZipArchive archive) throws MalformedPickleException {
    List<String> pickles = archive.names().stream().filter(name -> name.endsWith(PICKLE)).toList();
    if (pickles.size() != 1) {
      throw new MalformedPickleException(
          "it is a zip archive with %d entries data.pkl, torch.save writes one"
              .formatted(pickles.size()));
    }
    String pickle = pickles.getFirst();
    String root = pickle.substring(0, pickle.length() - PICKLE.length() + 1);
    if (archive.names().contains(root + "constants.pkl")) {
      throw new MalformedPickleException(
          "it is a TorchScript program; save the weights alone:"
              + " torch.save(model.state_dict(), file)");
    }
    return root;
  }

  private Pickled read(Limits limits) throws MalformedPickleException {
    PickleInput input = new PickleInput(archive.find(root + "data.pkl").orElseThrow());
    StorageIds ids = new StorageIds(storages);
    PersistentIds bound =
        id -> {
          PickleValue value = ids.resolve(id);
          if (value instanceof Storage storage && !storages.isBound(storage.key())) {
            storages.bind(storage.key(), stretch(storage.key()));
          }
          return value;
        };
    return new Pickled(new Unpickler(input, bound, limits).load(), storages, order());
  }

  private MemorySegment stretch(String key) throws MalformedPickleException {
    return archive
        .find(root + "data/" + key)
        .orElseThrow(
            () -> new MalformedPickleException("its storage " + Excerpt.of(key) + " is not there"));
  }

  /** Files of older versions do not say: they are little-endian, as torch takes them. */
  private ByteOrder order() throws MalformedPickleException {
    MemorySegment entry = archive.find(root + "byteorder").orElse(null);
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    byte[] text = entry.asSlice(0, Math.min(8, entry.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    String order = new String(text, StandardCharsets.US_ASCII);
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new MalformedPickleException(
              "its byteorder is %s; known are little and big".formatted(Excerpt.of(order)));
    };
  }
}
