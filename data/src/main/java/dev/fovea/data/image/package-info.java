/** Pictures read, written and drawn on; the only package that knows OpenCV. */
package dev.fovea.data.image;
