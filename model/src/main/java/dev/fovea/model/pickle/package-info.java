/**
 * PyTorch's files ({@code .pth}, {@code .pt}) and pickled arrays ({@code .pkl}), read by a
 * restricted unpickler that builds plain data and runs nothing.
 */
package dev.fovea.model.pickle;
