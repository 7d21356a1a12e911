/**
 * The small types that every module shares: an image, a detection, a detector, class names, and how
 * a picture becomes a network's input.
 */
package dev.fovea.core;
