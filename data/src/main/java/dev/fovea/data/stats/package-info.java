/** What a data set consists of, in numbers. */
package dev.fovea.data.stats;
