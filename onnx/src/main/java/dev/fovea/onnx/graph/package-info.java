/** ONNX graphs as they are written to files: values, constants, nodes, on protobuf's encoding. */
package dev.fovea.onnx.graph;
