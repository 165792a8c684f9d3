package org.larmor.proto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
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
            String trace = TraceParent.newTrace(random);
            for (TraceParent made : List.of(TraceParent.root(trace), TraceParent.step(trace, "picture " + i))) {
                assertEquals(Optional.of(made), TraceParent.read(made.header()), "draw " + i);
            }
        }
    }

    @Test
    void theRootOfATraceIsKnownToWhoeverKnowsTheTrace() {
        assertEquals(
                "8448eb211c80319c",
                TraceParent.root("0af7651916cd43dd8448eb211c80319c").spanId());
        String halfEmpty = "0af7651916cd43dd0000000000000000";
        assertNotEquals("0000000000000000", TraceParent.root(halfEmpty).spanId());
    }

    @Test
    void aStepIsTheSameWhoeverNamesItAndAnotherInAnotherTrace() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        assertEquals(TraceParent.step(trace, "scan/image 0.0.0.0"), TraceParent.step(trace, "scan/image 0.0.0.0"));
        assertNotEquals(TraceParent.step(trace, "scan/image 0.0.0.0"), TraceParent.step(trace, "scan/image 0.0.0.1"));
        assertNotEquals(
                TraceParent.step(trace, "a").spanId(),
                TraceParent.step("1" + trace.substring(1), "a").spanId());
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
