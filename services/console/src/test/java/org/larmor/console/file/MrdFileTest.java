package org.larmor.console.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.console.ScanSource;
import org.larmor.core.assembly.Acceptance;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.Vector3;

class MrdFileTest {
    @Test
    void readsTheHeaderButNothingOfThePatient() {
        try (ScanSource source = Files.open("usual.h5")) {
            ScanHeader header = source.header();

            assertEquals(new EncodedSpace(8, 4, 1, new Vector3(16, 8, 5)), header.encoded());
            assertEquals(new EncodedSpace(4, 4, 1, new Vector3(8, 8, 5)), header.recon());
            assertEquals(new Limit(0, 3, 2), header.limits().step1());
            assertEquals(2, header.coils());
            assertEquals("brain", header.anatomy());
            assertEquals("t1 axial", header.protocol());
            assertEquals(12.5, header.repetitionTimeMillis());
            assertEquals(8, header.sampleTimeMicros());
            assertEquals(
                    List.of(
                            new UserParameter("EchoTrain", "7"),
                            new UserParameter(KSpaceAssembler.RELATIVE_NOISE_BANDWIDTH, "0.79"),
                            new UserParameter(KSpaceAssembler.NOISE_DWELL_TIME_MICROS, "4.0")),
                    header.userParameters());
            String all = header.toString();
            assertFalse(all.contains("Somebody") || all.contains("4711") || all.contains("secret"), all);
            assertFalse(all.contains("1.2.3") || header.studyId().isEmpty(), all);
            assertTrue(header.scanId().matches("scan-[0-9a-f]{12}"), header.scanId());
        }
    }

    @Test
    void theRangeOfACounterThatTheHeaderLeavesOutIsSeenInTheData() {
        try (ScanSource source = Files.open("usual.h5")) {
            assertEquals(new Limit(0, 1, 0), source.header().limits().slice());
            assertEquals(new Limit(0, 0, 0), source.header().limits().phase());
        }
    }

    @Test
    void aSliceOfVeryFewReadoutsIsNotedWhereTheHeaderGivesNoLimit() {
        try (ScanSource usual = Files.open("usual.h5");
                ScanSource stray = Files.open("stray-slice.h5")) {
            assertEquals(List.of(), usual.notes());
            assertEquals(1, stray.notes().size());
            String note = stray.notes().get(0);
            assertTrue(note.contains("stray-slice.h5: slice 5 has 1 readout where another has 4"), note);
        }
    }

    @Test
    void readsTheReadoutsOfTheFirstEncodingInOrder() {
        try (ScanSource source = Files.open("usual.h5")) {
            List<Readout> readouts = Files.readouts(source);

            assertEquals(9, readouts.size());
            assertEquals(9, source.readouts());
            for (int n = 0; n < readouts.size(); n++) {
                assertEquals(n, readouts.get(n).sequence());
            }
            assertTrue(readouts.get(0).is(ReadoutFlag.NOISE_MEASUREMENT));
            Readout last = readouts.get(8);
            assertEquals(3, last.counters().step1());
            assertEquals(1, last.counters().slice());
            assertEquals(new SampleWindow(8, 4, 0, 0), last.window());
            assertEquals(new Timestamps(1045, 90), last.timestamps());
            assertEquals(new Vector3(1, 2, 3), last.placement().position());
            assertEquals(Readout.Placement.AXIAL.read(), last.placement().read());
            assertEquals(32, last.samples().length);
            assertEquals(9031, last.samples()[31]);
        }
    }

    @Test
    void waveformsComeBeforeTheReadoutsThatWereAcquiredAfterThemAndTheEndComesLast() {
        try (ScanSource source = Files.open("usual.h5")) {
            List<ScanEvent> events = Files.events(source);

            assertInstanceOf(ScanEvent.Started.class, events.get(0));
            var first = assertInstanceOf(ScanEvent.WaveformArrived.class, events.get(2));
            assertEquals(1001, first.waveform().startStamp());
            assertArrayEquals(new int[] {1, 2}, first.waveform().samples());
            var second = assertInstanceOf(ScanEvent.WaveformArrived.class, events.get(7));
            assertArrayEquals(new int[] {5, 6, 7}, second.waveform().samples());
            assertEquals(new ScanEvent.Ended(source.header().scanId(), 9), events.get(12));
            assertEquals(13, events.size());
        }
    }

    @Test
    void acquisitionsThatTheFilesOwnCounterGoesOverAreToldAsMissing() {
        try (ScanSource source = Files.open("gap.h5")) {
            KSpaceAssembler assembler = new KSpaceAssembler(source.header().scanId(), AssemblySettings.DEFAULT);
            Files.events(source).forEach(assembler::accept);
            assertEquals(6, assembler.counts().received());
            assertEquals(3, assembler.counts().missing());
        }
    }

    @Test
    void findsTheScanInAGroupOfAnyName() {
        try (ScanSource source = Files.open("other-group.h5")) {
            assertEquals(9, Files.readouts(source).size());
        }
    }

    @Test
    void aNameMayBeGivenToTheScan() {
        try (MrdFile file = MrdFile.open(new ReplayOptions(Files.path("usual.h5"), "tuesday-7", null))) {
            assertEquals("tuesday-7", file.header().scanId());
        }
    }

    @Test
    void aFileOfTheReferenceToolsIsAssembledWithoutOneRefusal() {
        try (ScanSource source = Files.open("shepp-logan.h5")) {
            KSpaceAssembler assembler = new KSpaceAssembler(source.header().scanId(), AssemblySettings.DEFAULT);
            for (ScanEvent event : Files.events(source)) {
                Acceptance answer = assembler.accept(event);
                assertFalse(answer instanceof Acceptance.Refused, answer.toString());
            }
            assertEquals(2, assembler.images().size());
            assertEquals(0, assembler.counts().missing());
            assembler
                    .images()
                    .forEach(index ->
                            assertTrue(assembler.snapshot(index).orElseThrow().whitened()));
        }
    }
}
