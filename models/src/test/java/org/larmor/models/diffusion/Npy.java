package org.larmor.models.diffusion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Float32 arrays of NumPy's file format, version 1, among the test's resources. */
final class Npy {
    private Npy() {}

    static byte[] bytes(String resource) {
        try (InputStream in = Npy.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException(resource + " is not among the resources");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    static float[] floats(String resource) {
        byte[] bytes = bytes(resource);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int data = 10 + file.getShort(8);
        float[] values = new float[(bytes.length - data) / 4];
        file.position(data)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
