/**
 * Why objects are not found: {@link dev.fovea.core.diagnosis.MissDiagnosis} gives each its cause.
 */
package dev.fovea.core.diagnosis;
