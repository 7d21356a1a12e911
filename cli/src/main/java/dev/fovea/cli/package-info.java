/**
 * The {@code fovea} command: one class for each subcommand, which parses, calls the library and
 * prints.
 */
package dev.fovea.cli;
