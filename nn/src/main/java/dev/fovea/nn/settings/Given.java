package dev.fovea.nn.settings;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that the user gave.
 *
 * @param key with its branch
 * @param value as it was read
 * @param source 0 for the first source, higher for later ones, which prevail
 * @param place where, for messages: {@code config.yaml:12} or {@code --set}
 */
record Given(String key, JsonNode value, int source, String place) {}
