package org.larmor.core.domain;

/** Three numbers along x, y, z; in patient coordinates (LPS, as in MRD) where it is a position or a direction. */
public record Vector3(float x, float y, float z) {
    public static final Vector3 ZERO = new Vector3(0, 0, 0);
}
