package org.larmor.proto;

import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Vector3;

/** Vectors and placements to and from the wire. */
final class Vectors {
    private Vectors() {}

    static org.larmor.proto.v1.Vector3 write(Vector3 vector) {
        return org.larmor.proto.v1.Vector3.newBuilder()
                .setX(vector.x())
                .setY(vector.y())
                .setZ(vector.z())
                .build();
    }

    static Vector3 read(Door door, String name, org.larmor.proto.v1.Vector3 wire) throws WireException {
        return new Vector3(
                door.finite(name + ".x", wire.getX()),
                door.finite(name + ".y", wire.getY()),
                door.finite(name + ".z", wire.getZ()));
    }

    static Placement placement(Door door, org.larmor.proto.v1.Readout wire) throws WireException {
        return new Placement(
                read(door, "position", wire.getPosition()),
                read(door, "read_direction", wire.getReadDirection()),
                read(door, "phase_direction", wire.getPhaseDirection()),
                read(door, "slice_direction", wire.getSliceDirection()));
    }

    static Geometry geometry(
            Door door,
            org.larmor.proto.v1.Vector3 position,
            org.larmor.proto.v1.Vector3 read,
            org.larmor.proto.v1.Vector3 phase,
            org.larmor.proto.v1.Vector3 slice,
            org.larmor.proto.v1.Vector3 fieldOfViewMm)
            throws WireException {
        Placement placement = new Placement(
                read(door, "position", position),
                read(door, "read_direction", read),
                read(door, "phase_direction", phase),
                read(door, "slice_direction", slice));
        return new Geometry(placement, read(door, "field_of_view_mm", fieldOfViewMm));
    }
}
