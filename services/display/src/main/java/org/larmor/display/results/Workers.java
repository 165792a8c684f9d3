package org.larmor.display.results;

/**
 * The services that take readouts, as the broker sees their group.
 *
 * @param group consumer group of the services
 * @param members processes that the group has now
 * @param lag readout records that the group has not committed
 * @param trouble why that is not known, or empty
 */
public record Workers(String group, int members, long lag, String trouble) {}
