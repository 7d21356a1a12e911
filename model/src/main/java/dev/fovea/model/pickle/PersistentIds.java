package dev.fovea.model.pickle;

/** What a pickle refers to outside of itself: torch's storages. */
interface PersistentIds {
  /** The value that {@code id} stands for. */
  PickleValue resolve(PickleValue id) throws MalformedPickleException;
}
