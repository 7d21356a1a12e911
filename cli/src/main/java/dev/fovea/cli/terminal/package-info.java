/**
 * The terminal that the command speaks to: what it can show, and a line that others do not
 * overwrite.
 */
package dev.fovea.cli.terminal;
