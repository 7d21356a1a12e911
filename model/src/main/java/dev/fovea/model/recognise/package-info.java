/**
 * Weights from elsewhere: whose they are, told by the tensors' names and shapes, and how they
 * become a Fovea model. A flavour is one class and one line in {@link
 * dev.fovea.model.recognise.Flavours}.
 */
package dev.fovea.model.recognise;
