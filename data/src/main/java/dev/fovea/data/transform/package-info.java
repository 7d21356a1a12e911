/** Changes of a training image together with its boxes: flips, crops, jitter. */
package dev.fovea.data.transform;
