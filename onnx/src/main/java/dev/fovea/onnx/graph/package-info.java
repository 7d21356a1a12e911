/** ONNX graphs as they are written to files: values, constants, nodes, in protobuf's encoding. */
package dev.fovea.onnx.graph;
