/** RetinaNet on libtorch: the network, its training, and a detector that runs a model file. */
package dev.fovea.nn;
