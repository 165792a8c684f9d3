package org.larmor.console.bridge;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.larmor.console.ConsoleException;

/** How the pixels of a picture are sent. */
enum PixelType {
    /** As they are. */
    FLOAT32(5, Float.BYTES) {
        @Override
        double slope(float[] pixels) {
            return 1;
        }

        @Override
        void put(float[] pixels, ByteBuffer out) {
            for (float pixel : pixels) {
                out.putFloat(pixel);
            }
        }
    },

    /** Whole numbers from 0 to 32,767, the picture's largest pixel; the slope gives the units back. */
    UINT16(1, Short.BYTES) {
        @Override
        double slope(float[] pixels) {
            float highest = 0;
            for (float pixel : pixels) {
                highest = Float.isFinite(pixel) ? Math.max(highest, pixel) : highest;
            }
            return highest > 0 ? highest / (double) Short.MAX_VALUE : 1;
        }

        @Override
        void put(float[] pixels, ByteBuffer out) {
            double slope = slope(pixels);
            for (float pixel : pixels) {
                out.putShort((short) Math.clamp(Math.round(pixel / slope), 0, Short.MAX_VALUE));
            }
        }
    };

    private final short mrdType;
    private final int bytes;

    PixelType(int mrdType, int bytes) {
        this.mrdType = (short) mrdType;
        this.bytes = bytes;
    }

    /** What a pixel as it is sent must be multiplied by. */
    abstract double slope(float[] pixels);

    abstract void put(float[] pixels, ByteBuffer out);

    short mrdType() {
        return mrdType;
    }

    int bytes() {
        return bytes;
    }

    static PixelType of(String name) {
        for (PixelType type : values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return type;
            }
        }
        throw new ConsoleException("pixels '" + name + "' are neither float32 nor uint16");
    }
}
