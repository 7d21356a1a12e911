/** Every setting of a run: one tree of validated records, read from YAML or {@code --set}. */
package dev.fovea.nn.settings;
