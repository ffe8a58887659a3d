package io.sendyard.suppression;

/**
 * What is wrong with one row of a file.
 *
 * @param line the line it begins on, the first being 1
 */
public record ImportProblem(int line, String message) {}
