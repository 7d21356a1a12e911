/** What can be told about a data set before anything is learned from it. */
package dev.fovea.data.check;
