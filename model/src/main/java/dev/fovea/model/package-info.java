/** What a detector is, on disk: architecture, class names, preprocessing, provenance, weights. */
package dev.fovea.model;
