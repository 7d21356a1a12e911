/**
 * Why objects are not found, and which examples cost the training most: {@link
 * dev.fovea.core.diagnosis.MissDiagnosis} gives each missed object its cause, {@link
 * dev.fovea.core.diagnosis.HardestNegatives} and {@link dev.fovea.core.diagnosis.HardestPositives}
 * find where the loss is.
 */
package dev.fovea.core.diagnosis;
