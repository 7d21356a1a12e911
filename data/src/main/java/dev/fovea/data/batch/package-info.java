/**
 * Training images in shuffled, augmented batches that are decoded ahead; evaluation images in
 * order.
 */
package dev.fovea.data.batch;
