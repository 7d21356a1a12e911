/**
 * Winograd's minimal filtering F(m×m, 3×3): a 3×3 convolution as (m + 2)² matrix products, with
 * that many in place of 9 m² multiplications for m² outputs (Lavin and Gray, <em>Fast Algorithms
 * for Convolutional Neural Networks</em>, 2015, section 4.1). Here are the transforms before and
 * after the products.
 */
package dev.fovea.core.winograd;
