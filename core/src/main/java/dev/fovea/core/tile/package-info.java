/** Large pictures: cut into overlapping tiles, what is found in these put together. */
package dev.fovea.core.tile;
