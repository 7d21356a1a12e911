package dev.fovea.model.recognise;

/** Weights of a classifier, whose features become a detector's backbone. */
public non-sealed interface BackboneFlavour extends Flavour {}
