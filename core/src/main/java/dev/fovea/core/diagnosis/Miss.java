package dev.fovea.core.diagnosis;

/**
 * A truth box that was not found.
 *
 * @param truth its row among the image's truth boxes
 * @param cause why
 * @param anchorIou the greatest IoU of an anchor with it
 * @param possibleIou the same of an anchor of its own shape on the same grid: the most that other
 *     anchors can reach; where it is low, only a larger input helps
 * @param score the highest score of its class on its own anchors; 0 where it has none
 */
public record Miss(int truth, MissCause cause, float anchorIou, float possibleIou, double score) {}
