package dev.fovea.model.pickle;

/** What stands for a known global when a pickle calls it. */
interface Constructor {
  /** The plain value; nothing of the global itself is run. */
  PickleValue call(Arguments arguments) throws MalformedPickleException;
}
