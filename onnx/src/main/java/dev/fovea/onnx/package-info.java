/** Detectors on ONNX Runtime, and the way to them from a model file; no libtorch anywhere. */
package dev.fovea.onnx;
