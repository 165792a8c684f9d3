package org.larmor.console.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.console.ConsoleException;
import org.larmor.core.domain.ScanHeader.UserParameter;

class BridgeRequestTest {
    @ParameterizedTest
    @CsvSource({
        "larmor, '', false",
        "default.xml, '', false",
        "'', '', false",
        "larmor-previews, '', true",
        "larmor-sense, sense, false",
        "larmor-l1-wavelet-previews, l1-wavelet, true",
        "larmor-mc-ddpm-paper.json, mc-ddpm-paper, false",
    })
    void aNameSaysTheMethodAndWhetherPreviewsCome(String name, String method, boolean previews) {
        BridgeRequest asked = BridgeRequest.DEFAULT.named(name);

        assertEquals(
                method.isEmpty() ? List.of() : List.of(new UserParameter("larmor.method", method)), asked.wishes());
        assertEquals(previews, asked.previews());
        assertTrue(asked.deviations());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"simplefft", "larmor2", "larmor-", "LARMOR", "../../etc/passwd", "grappa.xml", "<gadgetron/>"})
    void anotherNameIsRefusedWithTheNamesThatThereAre(String name) {
        ConsoleException e = assertThrows(ConsoleException.class, () -> BridgeRequest.DEFAULT.named(name));

        assertTrue(String.valueOf(e.getMessage()).contains("larmor-METHOD"), e.getMessage());
    }

    @Test
    void textIsTakenAsFireSendsItAndPlain() {
        String parameters = """
                {"config": "larmor-sense", "previews": "true", "deviations": false, "pixels": "uint16", "scan": "a.1",
                 "seed": 7, "phases": 25, "larmor.frame_samples": 3, "sendOriginal": true}""";

        BridgeRequest plain = BridgeRequest.DEFAULT.described(parameters);

        assertEquals(
                plain, BridgeRequest.DEFAULT.described("{\"version\": \"1\", \"parameters\": " + parameters + "}"));
        assertTrue(plain.previews());
        assertFalse(plain.deviations());
        assertEquals(PixelType.UINT16, plain.pixels());
        assertEquals("a.1", plain.scanId());
        assertEquals(
                List.of(
                        new UserParameter("larmor.method", "sense"),
                        new UserParameter("larmor.seed", "7"),
                        new UserParameter("larmor.phases", "25"),
                        new UserParameter("larmor.frame_samples", "3")),
                plain.wishes());
        assertEquals(List.of("parameter 'sendOriginal' is not known and was passed over"), plain.notes());
        assertEquals(25, plain.phases(1));
    }

    @Test
    void theLastWordCounts() {
        BridgeRequest asked = BridgeRequest.DEFAULT
                .named("larmor-sense-previews")
                .described("{\"method\": \"l1-wavelet\"}")
                .described("larmor-zero-filled");

        assertEquals(List.of(new UserParameter("larmor.method", "zero-filled")), asked.wishes());
        assertFalse(asked.previews());
        assertNull(asked.scanId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"previews\": \"perhaps\"}",
                "{\"pixels\": \"complex\"}",
                "{\"scan\": \"a b\"}",
                "{\"scan\": \"\"}",
                "{\"config\": \"simplefft\"}"
            })
    void whatCannotBeUnderstoodIsRefusedInOneLine(String text) {
        ConsoleException e = assertThrows(ConsoleException.class, () -> BridgeRequest.DEFAULT.described(text));

        assertEquals(1, String.valueOf(e.getMessage()).lines().count());
    }
}
