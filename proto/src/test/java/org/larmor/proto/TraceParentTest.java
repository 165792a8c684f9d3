package org.larmor.proto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    /** The example of the W3C's recommendation. */
    @Test
    void readsAndWritesTheFormOfTheW3c() {
        String example = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        TraceParent read = TraceParent.read(example.getBytes(US_ASCII)).orElseThrow();
        assertEquals(new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), read);
        assertEquals(example, new String(read.header(), US_ASCII));
    }

    @Test
    void whatItDrawsIsOfTheForm() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            TraceParent made = TraceParent.of(TraceParent.newTrace(random), random);
            assertEquals(Optional.of(made), TraceParent.read(made.header()), "draw " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-"
            })
    void whatIsNotOfTheFormIsNoTrace(String header) {
        assertEquals(Optional.empty(), TraceParent.read(header.getBytes(US_ASCII)));
        assertThrows(IllegalArgumentException.class, () -> new TraceParent(header, header));
    }

    @Test
    void noHeaderIsNoTrace() {
        assertEquals(Optional.empty(), TraceParent.read(null));
    }
}
