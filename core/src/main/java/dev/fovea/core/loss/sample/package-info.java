/** Which anchors the classification loss is summed over: all, or the hardest. */
package dev.fovea.core.loss.sample;
