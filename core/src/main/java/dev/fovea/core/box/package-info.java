/** Boxes: overlap, the coding of a box as deltas of an anchor, non-maximum suppression. */
package dev.fovea.core.box;
