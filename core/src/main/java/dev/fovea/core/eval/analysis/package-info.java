/**
 * What an evaluation tells beyond COCO's figures, all from one {@link
 * dev.fovea.core.eval.analysis.Matching}: thresholds to work at, which classes are taken for which,
 * what the errors cost, whether scores are probabilities.
 */
package dev.fovea.core.eval.analysis;
