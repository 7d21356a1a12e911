/** The paper's tables as rows of settings, and what became of their runs. */
package dev.fovea.cli.ablate;
