/**
 * Winograd's minimal filtering F(2×2, 3×3): a 3×3 convolution as 16 matrix products with 4 in place
 * of 9 multiplications for each output (Lavin and Gray, <em>Fast Algorithms for Convolutional
 * Neural Networks</em>, 2015, section 4.1). Here are the transforms before and after the products.
 */
package dev.fovea.core.winograd;
