package org.larmor.display.hdf5;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChecksumTest {
    /** The values that Bob Jenkins' own driver prints. */
    @Test
    void isTheOneThatItsAuthorPrints() {
        byte[] text = "Four score and seven years ago".getBytes(US_ASCII);

        assertEquals(0x17770551, Checksum.of(text, text.length));
        assertEquals(0xdeadbeef, Checksum.of(text, 0));
    }
}
