package dev.fovea.model.pickle;

import dev.fovea.model.pickle.PickleValue.Dict;

/**
 * A state dict within a file's value.
 *
 * @param path the keys that lead to it, joined by points; empty for the whole
 * @param key the last of them
 * @param dict names and tensors
 * @param tensors how many
 */
record Branch(String path, String key, Dict dict, long tensors) {}
