package org.larmor.display.page;

import io.vertx.core.buffer.Buffer;
import org.larmor.core.domain.RealImage;

/** A picture kept in 16 bits a pixel: half the memory, and finer than any screen. Values below 0 are kept as 0. */
final class StoredImage {
    private static final int TOP = 0xFFFF;

    /** What a kept picture takes besides its pixels, about: its description and its places in maps. */
    private static final long DESCRIPTION = 2048;

    private final int rows;
    private final int columns;
    private final float scale;
    private final char[] levels;

    StoredImage(RealImage image) {
        rows = image.rows();
        columns = image.columns();
        float peak = 0;
        for (float value : image.data()) {
            peak = Float.isFinite(value) ? Math.max(peak, value) : peak;
        }
        scale = peak / TOP;
        levels = new char[image.data().length];
        for (int i = 0; i < levels.length; i++) {
            float value = image.data()[i];
            levels[i] = value > 0 && scale > 0 ? (char) Math.min(TOP, Math.round(value / scale)) : 0;
        }
    }

    RealImage restore() {
        float[] data = new float[levels.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = levels[i] * scale;
        }
        return new RealImage(rows, columns, data);
    }

    /** As it is sent, little-endian: rows and columns (uint32), the value of one level (float32), then the levels (uint16), row by row. */
    Buffer encode() {
        Buffer bytes = Buffer.buffer(12 + 2 * levels.length)
                .appendUnsignedIntLE(rows)
                .appendUnsignedIntLE(columns)
                .appendFloatLE(scale);
        for (char level : levels) {
            bytes.appendUnsignedShortLE(level);
        }
        return bytes;
    }

    long bytes() {
        return 2L * levels.length + DESCRIPTION;
    }
}
