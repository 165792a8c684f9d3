package org.larmor.core.domain;

/**
 * A matrix and the volume that it covers.
 *
 * @param columns samples along the readout (x)
 * @param rows lines along the first phase encoding (y)
 * @param partitions steps along the second phase encoding (z); 1 for 2-D scans
 * @param fieldOfViewMm extent along x, y, z in millimetres; 0 where not told
 */
public record EncodedSpace(int columns, int rows, int partitions, Vector3 fieldOfViewMm) {}
