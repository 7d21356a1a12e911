/**
 * The networks that the pyramid is built on; {@link dev.fovea.nn.backbone.Backbones} lists them.
 */
package dev.fovea.nn.backbone;
