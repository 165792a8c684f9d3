package org.larmor.recon.flow;

import org.larmor.core.domain.TaggedImage;

/**
 * The last picture of an image, as it lay on the images topic.
 *
 * @param traceId of its scan, or empty
 */
public record Published(TaggedImage picture, Position position, String traceId) {}
