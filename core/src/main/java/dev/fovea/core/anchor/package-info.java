/**
 * Anchors on the pyramid's grid, and which of them learns which box.
 *
 * <p>Matching is sparse: {@link dev.fovea.core.anchor.AnchorMatcher} lists positive and ignored
 * anchors, and what is in no list is background.
 */
package dev.fovea.core.anchor;
