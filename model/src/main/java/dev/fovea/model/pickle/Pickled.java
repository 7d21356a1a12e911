package dev.fovea.model.pickle;

import java.nio.ByteOrder;

/**
 * A file's value with the storages that it refers to, whose bytes are known.
 *
 * @param order of the bytes of the storages' elements
 */
record Pickled(PickleValue root, Storages storages, ByteOrder order) {}
