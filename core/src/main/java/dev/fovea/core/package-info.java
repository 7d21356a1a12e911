/**
 * The small things that every module shares: an image, a detection, a detector, class names, how a
 * picture becomes a network's input, and files that appear whole or not at all.
 */
package dev.fovea.core;
