package org.larmor.console.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jhdf.exceptions.HdfFilterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class BoundedInflaterTest {
    private final BoundedInflater inflater = new BoundedInflater(1 << 20);

    private static byte[] deflated(int zeros) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(new byte[zeros]);
        }
        return out.toByteArray();
    }

    @Test
    void unfoldsUpToItsBoundAndNotBeyond() throws IOException {
        assertArrayEquals(new byte[1 << 20], inflater.decode(deflated(1 << 20), new int[0]));
        byte[] bomb = deflated((1 << 20) + 1);
        String reason = String.valueOf(assertThrows(HdfFilterException.class, () -> inflater.decode(bomb, new int[0]))
                .getMessage());
        assertEquals("a compressed chunk unfolds to more than 1 MiB", reason);
    }

    @Test
    void refusesWhatIsCutShortOrBroken() throws IOException {
        byte[] whole = deflated(1000);
        assertThrows(
                HdfFilterException.class, () -> inflater.decode(Arrays.copyOf(whole, whole.length / 2), new int[0]));
        whole[0] ^= 0x55;
        assertThrows(HdfFilterException.class, () -> inflater.decode(whole, new int[0]));
    }
}
