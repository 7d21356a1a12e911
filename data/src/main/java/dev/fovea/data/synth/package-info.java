/** Data sets that are drawn: dense scenes of small and rare objects among look-alikes. */
package dev.fovea.data.synth;
