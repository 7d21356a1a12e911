/**
 * Small programs that use the library as its users do.
 *
 * <p>The build runs each of them on a tiny input, and holds the pages of {@code docs/} to their
 * text.
 */
package dev.fovea.examples;
