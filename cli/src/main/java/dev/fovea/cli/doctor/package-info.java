/** Whether a machine can run Fovea: facts about it, and judgements on them as pure functions. */
package dev.fovea.cli.doctor;
