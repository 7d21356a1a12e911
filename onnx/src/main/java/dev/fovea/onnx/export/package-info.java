/** From a model file to an ONNX file, by weights and description alone: no engine takes part. */
package dev.fovea.onnx.export;
