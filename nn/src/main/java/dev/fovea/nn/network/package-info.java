/** The RetinaNet: pyramid, two subnets, and their outputs on libtorch's own memory. */
package dev.fovea.nn.network;
