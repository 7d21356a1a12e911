/**
 * Libtorch's ways, which no other package needs to know: threads, scopes, number formats, memory.
 */
package dev.fovea.nn.torch;
