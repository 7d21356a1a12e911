/**
 * The training run: one visible loop, its checkpoints, and those who listen to it.
 *
 * <p>{@link dev.fovea.nn.train.Trainer} is the place to begin.
 */
package dev.fovea.nn.train;
