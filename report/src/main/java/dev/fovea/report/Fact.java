package dev.fovea.report;

/**
 * One line of a page's summary, such as "machine": "2 threads".
 *
 * @param name what it is about
 * @param value in words, units included
 */
public record Fact(String name, String value) {}
