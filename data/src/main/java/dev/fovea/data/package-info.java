/** A data set in memory: images with their labelled boxes, pictures left on disk. */
package dev.fovea.data;
