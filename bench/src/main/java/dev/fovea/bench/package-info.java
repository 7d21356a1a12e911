/** JMH benchmarks: each holds one claim about speed, beside a baseline that gives it a scale. */
package dev.fovea.bench;
