package org.larmor.recon.flow;

/** Where a record lay in Kafka. */
public record Position(String topic, int partition, long offset) {}
