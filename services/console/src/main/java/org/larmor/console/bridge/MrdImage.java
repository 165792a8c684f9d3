package org.larmor.console.bridge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Vector3;

/**
 * A picture as MRD has it: header, attributes, pixels with x fastest.
 *
 * @param index where it belongs
 * @param number counts the pictures of a series, from 1
 * @param attributes MRD meta attributes, XML
 */
record MrdImage(
        RealImage pixels,
        PixelType type,
        Geometry geometry,
        ImageIndex index,
        Origin origin,
        int series,
        int number,
        byte[] attributes) {
    /** Size of the fixed header, without padding, in the order of the ISMRMRD library's structure. */
    static final int HEADER_BYTES = 198;

    static final int TYPE_AT = 2;
    static final int MATRIX_AT = 16;
    static final int CHANNELS_AT = 34;

    private static final short VERSION = 1;
    private static final short MAGNITUDE = 1;
    private static final int USER_BYTES = 64;

    /** Bytes of a pixel of an MRD data type: short, int, float, double, complex; 0 where there is no such type. */
    static int bytesOfType(int type) {
        return switch (type) {
            case 1, 2 -> Short.BYTES;
            case 3, 4, 5 -> Float.BYTES;
            case 6, 7 -> Double.BYTES;
            case 8 -> 2 * Double.BYTES;
            default -> 0;
        };
    }

    /** The whole message after its number. */
    byte[] encoded() {
        int size = HEADER_BYTES + Long.BYTES + attributes.length + pixels.data().length * type.bytes();
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        header(out);
        out.putLong(attributes.length).put(attributes);
        type.put(pixels.data(), out);
        return out.array();
    }

    private void header(ByteBuffer out) {
        out.putShort(VERSION).putShort(type.mrdType()).putLong(0).putInt((int) origin.measurement());
        out.putShort((short) pixels.columns()).putShort((short) pixels.rows()).putShort((short) 1);
        put(out, geometry.fieldOfViewMm());
        out.putShort((short) 1); // one channel
        put(out, geometry.placement().position());
        put(out, geometry.placement().read());
        put(out, geometry.placement().phase());
        put(out, geometry.placement().slice());
        put(out, origin.table());
        out.putShort((short) 0); // averages are summed
        out.putShort((short) index.slice()).putShort((short) index.contrast());
        out.putShort((short) index.phase()).putShort((short) index.repetition());
        out.putShort((short) 0); // set
        out.putInt((int) origin.acquisitionStamp());
        for (int stamp : origin.physiologyStamps()) {
            out.putInt(stamp);
        }
        out.putShort(MAGNITUDE).putShort((short) number).putShort((short) series);
        out.put(new byte[USER_BYTES]).putInt(attributes.length);
    }

    private static void put(ByteBuffer out, Vector3 vector) {
        out.putFloat(vector.x()).putFloat(vector.y()).putFloat(vector.z());
    }
}
