package org.larmor.core.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Trajectory;

class RefusalTest {
    private final KSpaceAssembler assembler = Scans.open(Scans.simple(4, 4, 2));

    private String refusal(Readout readout) {
        Acceptance answer = assembler.accept(Scans.event(readout));
        Acceptance.Refused refused = assertInstanceOf(Acceptance.Refused.class, answer);
        assertEquals(readout.sequence(), refused.sequence());
        assertTrue(refused.line().startsWith("scan scan-1, readout " + readout.sequence() + ": "), refused.line());
        return refused.reason();
    }

    private static String refusal(ScanHeader header) {
        KSpaceAssembler fresh = new KSpaceAssembler(Scans.ID, AssemblySettings.DEFAULT);
        Acceptance answer = fresh.accept(new ScanEvent.Started(header));
        return assertInstanceOf(Acceptance.Refused.class, answer).reason();
    }

    @Test
    void refusesAReadoutOfTheWrongWidth() {
        assertEquals(
                "6 samples where the encoded matrix has 4",
                refusal(Scans.readout(0, Scans.at(0, 0, 0), 2, new float[24])));
        assembler.accept(Scans.event(Scans.readout(1, Scans.at(0, 0, 0), 2, new float[16])));
        assertEquals(
                "3 samples where readouts of this scan have 4",
                refusal(Scans.readout(2, Scans.at(1, 0, 0), 2, new float[12])));
    }

    @Test
    void refusesAReadoutOfTheWrongNumberOfCoils() {
        assertEquals("1 coils where the header names 2", refusal(Scans.readout(0, Scans.at(0, 0, 0), 1, new float[8])));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesSamplesThatAreNoNumbersNoiseIncluded(float broken) {
        float[] samples = new float[16];
        samples[11] = broken;
        String reason = "sample 1 of coil 1 is not a finite number";
        assertEquals(reason, refusal(Scans.readout(0, Scans.at(0, 0, 0), 2, samples)));
        assertEquals(reason, refusal(Scans.readout(1, Scans.at(0, 0, 0), 2, samples, ReadoutFlag.NOISE_MEASUREMENT)));
    }

    @Test
    void refusesCountersOutsideTheLimits() {
        assertEquals("line 4 is outside 0 to 3", refusal(Scans.readout(0, Scans.at(4, 0, 0), 2, new float[16])));
        assertEquals("slice 1 is outside 0 to 0", refusal(Scans.readout(1, Scans.at(0, 0, 1), 2, new float[16])));
        assertEquals("average 1 is outside 0 to 0", refusal(Scans.readout(2, Scans.at(0, 1, 0), 2, new float[16])));
    }

    @Test
    void refusesACentreOutsideTheSamplesAndWindowsThatDiscardEverything() {
        assertEquals(
                "its centre sample 4 is outside its 4 samples",
                refusal(Scans.readout(0, Scans.at(0, 0, 0), 2, new float[16], new SampleWindow(4, 4, 0, 0))));
        assertEquals(
                "nothing is left of 4 samples after discarding 2 before and 2 after",
                refusal(Scans.readout(1, Scans.at(0, 0, 0), 2, new float[16], new SampleWindow(4, 2, 2, 2))));
    }

    @Test
    void refusesNumbersBeyondTheLimit() {
        assertEquals(
                "its number is outside 0 to 16777215",
                refusal(Scans.readout(1L << 40, Scans.at(0, 0, 0), 2, new float[16])));
    }

    @Test
    void aRefusedReadoutMayBeSentAgain() {
        refusal(Scans.readout(0, Scans.at(0, 0, 0), 1, new float[8]));

        Acceptance again = assembler.accept(Scans.event(Scans.readout(0, Scans.at(0, 0, 0), 2, new float[16])));

        assertInstanceOf(Acceptance.Taken.class, again);
    }

    @Test
    void refusesHeadersThatCannotBeAssembled() {
        var limits = Scans.limits(Scans.upTo(4), 1, 1);
        assertEquals(
                "trajectory spiral is not supported, only cartesian",
                refusal(Scans.header(4, 4, 4, limits, 1, Trajectory.SPIRAL, 1)));
        assertEquals(
                "a second phase encoding (8 partitions) is not supported",
                refusal(Scans.header(4, 4, 4, limits, 1, Trajectory.CARTESIAN, 8)));
        assertEquals("the header names no receive coils", refusal(Scans.simple(4, 4, 0)));
        assertEquals("129 coils are more than the limit of 128", refusal(Scans.simple(4, 4, 129)));
        assertEquals("the matrix is empty: encoded 0 x 4, recon 0 x 4", refusal(Scans.simple(0, 4, 1)));
        assertEquals(
                "lines 0 to 9 about centre 5 do not fit into 4 encoded rows",
                refusal(Scans.header(4, 4, 4, Scans.limits(new Limit(0, 9, 5), 1, 1), 1)));
        assertEquals(
                "one image of 100 coils x 60000 x 60000 is larger than the memory allowed",
                refusal(Scans.simple(60000, 60000, 100)));
    }

    @Test
    void refusesAnEmptyScanAndReadoutsWithoutAHeader() {
        Acceptance end = assembler.accept(new ScanEvent.Ended(Scans.ID, 0));
        assertEquals(new Acceptance.Refused(Scans.ID, -1, "the scan ended without one imaging readout"), end);

        KSpaceAssembler fresh = new KSpaceAssembler(Scans.ID, AssemblySettings.DEFAULT);
        Acceptance early = fresh.accept(Scans.event(Scans.readout(0, Scans.at(0, 0, 0), 2, new float[16])));
        assertEquals(new Acceptance.Refused(Scans.ID, 0, "it came before the scan's header"), early);
    }

    @Test
    void refusesASecondHeaderUnlessItIsTheSame() {
        assertEquals(new Acceptance.Duplicate(-1), assembler.accept(new ScanEvent.Started(Scans.simple(4, 4, 2))));
        assertInstanceOf(Acceptance.Refused.class, assembler.accept(new ScanEvent.Started(Scans.simple(4, 4, 3))));
    }
}
