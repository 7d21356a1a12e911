/** A detection head's raw outputs as plain memory, whatever engine computed them. */
package dev.fovea.core.head;
