/** What networks are made of: named weights, convolutions, norms, initialisation. */
package dev.fovea.nn.layer;
