/**
 * The formats in which data sets and detections lie on disk, recognised by their files.
 *
 * <p>{@link dev.fovea.data.format.DatasetFormats} lists them; each is one class.
 */
package dev.fovea.data.format;
