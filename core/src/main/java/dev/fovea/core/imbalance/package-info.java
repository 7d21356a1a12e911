/**
 * Where the loss goes: histograms of logits from which any point-wise loss can be computed
 * afterwards.
 *
 * <p>{@link dev.fovea.core.imbalance.ImbalanceHistograms} gathers them in one pass over a data set;
 * {@link dev.fovea.core.imbalance.Imbalance} and what builds on it read them, without the model.
 */
package dev.fovea.core.imbalance;
