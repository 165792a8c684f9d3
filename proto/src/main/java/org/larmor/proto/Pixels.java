package org.larmor.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import org.larmor.core.domain.RealImage;
import org.larmor.proto.v1.PixelEncoding;

/** The maps of one picture on the wire: all of the same size, checked before anything is allocated. */
record Pixels(Door door, int rows, int columns) {
    static Pixels of(Door door, int rows, int columns, PixelEncoding encoding) throws WireException {
        door.require(
                encoding == PixelEncoding.PIXEL_ENCODING_FLOAT32_LE, "pixel encoding " + encoding + " is not known");
        return new Pixels(
                door,
                door.range("rows", rows, 1, door.limits().matrix()),
                door.range("columns", columns, 1, door.limits().matrix()));
    }

    /** The same with several maps below one another. */
    Pixels stacked(int maps) {
        return new Pixels(door, maps * rows, columns);
    }

    RealImage read(String name, ByteString pixels) throws WireException {
        door.require(
                pixels.size() == 4L * rows * columns,
                name + " holds " + pixels.size() + " bytes where " + rows + " x " + columns + " pixels need "
                        + 4L * rows * columns);
        return new RealImage(rows, columns, LittleEndian.toFloats(pixels));
    }

    /** The record's bytes, refused where no broker would take them. */
    static byte[] sendable(String scanId, String what, MessageLite wire) {
        int size = wire.getSerializedSize();
        if (size > Topics.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("scan " + scanId + ": a " + what + " of " + size + " bytes; at most "
                    + Topics.MAX_RECORD_BYTES + " may be sent");
        }
        return wire.toByteArray();
    }
}
