/**
 * Published weights by name: a catalogue of what publishers offer, one folder that keeps what was
 * fetched, and the way from there to here.
 */
package dev.fovea.model.published;
