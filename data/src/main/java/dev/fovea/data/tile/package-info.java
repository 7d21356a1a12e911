/** Data sets of large pictures, cut into tiles to train on. */
package dev.fovea.data.tile;
