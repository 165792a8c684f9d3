package org.larmor.console.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.console.ConsoleException;
import org.larmor.console.ScanSource;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.phantom.MaskKind;

class FastMriFileTest {
    private static final int COILS = 3;
    private static final int SAMPLES = 8;
    private static final int LINES = 6;

    @Test
    void aColumnOfTheFileIsAReadout() {
        try (ScanSource source = Files.open("fastmri-multi.h5")) {
            List<Readout> readouts = Files.readouts(source);

            assertEquals(2 * LINES, readouts.size());
            for (Readout readout : readouts) {
                int slice = readout.counters().slice();
                int line = readout.counters().step1();
                assertEquals(slice * LINES + line, readout.sequence());
                for (int coil = 0; coil < COILS; coil++) {
                    for (int sample = 0; sample < SAMPLES; sample++) {
                        float value = ((slice * COILS + coil) * SAMPLES + sample) * LINES + line;
                        int at = 2 * (coil * SAMPLES + sample);
                        assertEquals(value, readout.samples()[at]);
                        assertEquals(-value, readout.samples()[at + 1], 0f);
                    }
                }
            }
        }
    }

    @Test
    void theHeaderHoldsTheFilesSizesAndNoPatient() {
        try (ScanSource source = Files.open("fastmri-multi.h5")) {
            var header = source.header();

            assertEquals(SAMPLES, header.encoded().columns());
            assertEquals(LINES, header.encoded().rows());
            assertEquals(4, header.recon().columns());
            assertEquals(COILS, header.coils());
            assertEquals("AXT2", header.protocol());
            assertEquals("brain", header.anatomy());
            assertFalse(header.toString().contains("0123"));
        }
    }

    @Test
    void saysThatItTakesReadoutsWithoutAHeaderToBeOversampledTwice() {
        try (ScanSource bare = Files.open("fastmri-bare.h5");
                ScanSource told = Files.open("fastmri-multi.h5")) {
            assertEquals(SAMPLES / 2, bare.header().recon().columns());
            assertEquals(List.of(), told.notes());
            String note = bare.notes().get(0);
            assertTrue(
                    note.endsWith(
                            "fastmri-bare.h5: it has no ismrmrd_header, so its readouts of 8 samples are taken to be"
                                    + " oversampled twice: the pictures have 4 columns"),
                    note);
        }
    }

    @Test
    void linesOutsideTheFilesMaskAreNotSent() {
        try (ScanSource source = Files.open("fastmri-single.h5")) {
            List<Readout> readouts = Files.readouts(source);

            assertEquals(8, source.readouts());
            assertEquals(
                    List.of(1, 2, 3, 5, 1, 2, 3, 5),
                    readouts.stream().map(r -> r.counters().step1()).toList());
            assertTrue(readouts.get(3).is(ReadoutFlag.LAST_IN_SLICE));
            assertTrue(readouts.get(4).is(ReadoutFlag.FIRST_IN_SLICE));
            assertEquals(1, readouts.get(0).coils());
        }
    }

    @Test
    void aDrawnMaskKeepsTheCalibrationLinesAndMarksThem() {
        Undersampling half = new Undersampling(MaskKind.UNIFORM, 3, 2, 1);
        try (FastMriFile file = FastMriFile.open(Files.path("fastmri-multi.h5"), half)) {
            List<Readout> readouts = Files.readouts(file);

            assertEquals(
                    List.of(0, 2, 3, 0, 2, 3),
                    readouts.stream().map(r -> r.counters().step1()).toList());
            assertEquals(
                    List.of(false, true, true),
                    readouts.stream()
                            .limit(3)
                            .map(r -> r.is(ReadoutFlag.PARALLEL_CALIBRATION_AND_IMAGING))
                            .toList());
            assertEquals(2, file.header().acceleration());
            List<ScanEvent> events = Files.events(file);
            assertEquals(new ScanEvent.Ended(file.header().scanId(), 6), events.get(events.size() - 1));
        }
    }

    @Test
    void refusesAMaskThatCannotBe() {
        Undersampling wide = new Undersampling(MaskKind.UNIFORM, 3, 7, 1);

        ConsoleException e =
                assertThrows(ConsoleException.class, () -> FastMriFile.open(Files.path("fastmri-multi.h5"), wide));

        assertTrue(String.valueOf(e.getMessage()).endsWith("R = 3.0 with 7 ACS lines of 6 is no mask"));
    }
}
