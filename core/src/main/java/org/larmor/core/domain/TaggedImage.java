package org.larmor.core.domain;

/** A picture as a consumer finds it on its topic: with what its scan's header says. */
public record TaggedImage(ReconImage image, ScanTag tag) {}
