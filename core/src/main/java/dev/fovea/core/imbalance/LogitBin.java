package dev.fovea.core.imbalance;

/**
 * The logits of one bin.
 *
 * @param logit their mean, weighted by their masses
 * @param count how many
 * @param mass the sum of their weights: each image's 1 / normaliser
 * @param squares the sum of their weights' squares
 */
public record LogitBin(double logit, long count, double mass, double squares) {}
