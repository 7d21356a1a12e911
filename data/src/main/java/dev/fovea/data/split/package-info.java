/** Data sets divided into parts: grouped, stratified by class, repeatable. */
package dev.fovea.data.split;
