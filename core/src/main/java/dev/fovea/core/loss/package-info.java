/**
 * The focal loss and what surrounds it, value and gradient in one pass, without autograd.
 *
 * <p>A {@link dev.fovea.core.loss.ClassificationLoss} judges one logit; {@link
 * dev.fovea.core.loss.DetectionLoss} sums it over every anchor and adds the box loss.
 */
package dev.fovea.core.loss;
