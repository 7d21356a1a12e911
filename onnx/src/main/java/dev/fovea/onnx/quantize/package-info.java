/** Post-training quantisation as arithmetic: ranges from histograms, whole numbers from ranges. */
package dev.fovea.onnx.quantize;
