package org.larmor.display.results;

/**
 * How a subscriber keeps up with the topics.
 *
 * @param lag records that are published and were not read yet
 * @param newest when the youngest record read was published, milliseconds since the epoch; 0 before the first
 * @param trouble why nothing is read any more, or empty
 */
public record Reading(long lag, double newest, String trouble) {}
