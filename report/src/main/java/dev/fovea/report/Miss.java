package dev.fovea.report;

import dev.fovea.core.box.Box;

/**
 * Something that went wrong in an image.
 *
 * @param image where
 * @param classIndex of the object, or of the detection
 * @param box in the image's pixels
 * @param score with which it was found, −1 if it was not
 * @param reason in a few words
 */
record Miss(JudgedImage image, int classIndex, Box box, double score, String reason) {}
