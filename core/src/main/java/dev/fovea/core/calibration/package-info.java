/** Whether scores are probabilities, and how they become some. */
package dev.fovea.core.calibration;
