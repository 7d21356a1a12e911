package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue.Global;
import dev.fovea.model.pickle.PickleValue.None;
import dev.fovea.model.pickle.PickleValue.Sequence;
import dev.fovea.model.pickle.PickleValue.Storage;

/** Torch's persistent ids: {@code ("storage", type, key, location, elements, view)}. */
final class StorageIds implements PersistentIds {
  private static final int VIEW = 5;

  private final Storages storages;

  StorageIds(Storages storages) {
    this.storages = storages;
  }

  @Override
  public PickleValue resolve(PickleValue id) throws MalformedPickleException {
    if (!(id instanceof Sequence fields)) {
      throw new MalformedPickleException("a persistent id is " + Containers.kind(id));
    }
    Arguments arguments = new Arguments("a persistent id", fields.items());
    String kind = arguments.text(0);
    return switch (kind) {
      case "storage" -> storage(arguments);
      case "module" -> arguments.get(1); // a class beside its source text, in legacy files
      default ->
          throw new MalformedPickleException("a persistent id is of kind " + Excerpt.of(kind));
    };
  }

  private PickleValue storage(Arguments arguments) throws MalformedPickleException {
    String global = arguments.get(1, Global.class).name();
    StorageType type =
        StorageType.ofStorage(global)
            .orElseThrow(
                () ->
                    new MalformedPickleException(
                        "a storage is a %s, which is not read (complex, quantised and 8-bit"
                                .formatted(global)
                            + " floating-point numbers are not)"));
    long elements = Arguments.natural("a storage's length", arguments.get(4));
    Storage whole = storages.refer(type, arguments.text(2), elements);
    boolean isView = arguments.values().size() > VIEW && !(arguments.get(VIEW) instanceof None);
    return isView ? view(whole, arguments.get(VIEW, Sequence.class)) : whole;
  }

  /** Legacy files have views of storages: key, offset, elements. */
  private static Storage view(Storage whole, Sequence fields) throws MalformedPickleException {
    Arguments arguments = new Arguments("a view of a storage", fields.items());
    long offset = Arguments.natural("a view's offset", arguments.get(1));
    long elements = Arguments.natural("a view's length", arguments.get(2));
    if (offset > whole.elements() || elements > whole.elements() - offset) {
      throw new MalformedPickleException(
          "a view of elements %d to %d leaves its storage of %d"
              .formatted(offset, offset + elements, whole.elements()));
    }
    return new Storage(whole.type(), whole.key(), offset, elements);
  }
}
