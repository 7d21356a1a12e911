package dev.fovea.report;

/**
 * A picture with its caption.
 *
 * @param caption below it
 * @param alternative what it shows, in words, for those who do not see it
 * @param width pixels
 * @param height pixels
 * @param jpeg the file's bytes; not copied: the caller must not change them
 */
public record Picture(String caption, String alternative, int width, int height, byte[] jpeg) {}
