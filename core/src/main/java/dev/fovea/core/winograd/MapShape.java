package dev.fovea.core.winograd;

/**
 * Feature maps that lie in memory as {@code [N, H, W, C]}, without their channels.
 *
 * @param images N
 * @param height H
 * @param width W
 */
public record MapShape(int images, int height, int width) {}
