package org.larmor.load.stream;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.proto.ScanRecordCodec;

/** A scan that is simulated once and sent many times, each time under another id: a slice of a brain, R = 4. */
final class ScanTemplate {
    private static final int READOUTS_A_RECORD = 16;

    private final ScanHeader header;
    private final List<Readout> readouts = new ArrayList<>();

    /** @param method what the service is asked for: zero-filled, sense, coarse-to-fine, ... */
    ScanTemplate(int coils, int matrix, double repetitionTimeMillis, String method) {
        this(coils, matrix, repetitionTimeMillis, method, 1);
    }

    /** @param averages how often each line comes */
    ScanTemplate(int coils, int matrix, double repetitionTimeMillis, String method, int averages) {
        var scan = new SimulatedScan(new SimulationSettings(
                "load",
                Anatomy.brain(1),
                matrix,
                matrix,
                1,
                1,
                coils,
                2,
                MaskKind.VARIABLE_DENSITY,
                4,
                24,
                AcquisitionOrder.LINEAR,
                .02,
                0,
                repetitionTimeMillis,
                240,
                1));
        List<Readout> lines = new ArrayList<>();
        for (ScanEvent event : scan) {
            if (event instanceof ScanEvent.ReadoutArrived arrived) {
                lines.add(arrived.readout());
            }
        }
        for (int average = 0; average < averages; average++) {
            for (Readout line : lines) {
                readouts.add(again(line, readouts.size(), average));
            }
        }
        ScanHeader h = scan.header();
        header = new ScanHeader(
                h.scanId(),
                h.studyId(),
                h.seriesId(),
                h.protocol(),
                h.anatomy(),
                h.encoded(),
                h.recon(),
                averaged(h.limits(), averages),
                h.coils(),
                h.trajectory(),
                h.acceleration(),
                h.sampleTimeMicros(),
                h.repetitionTimeMillis(),
                readouts.size(),
                null,
                List.of(new UserParameter("larmor.method", method)));
    }

    private static EncodingLimits averaged(EncodingLimits l, int averages) {
        return new EncodingLimits(
                l.step0(),
                l.step1(),
                l.step2(),
                new Limit(0, averages - 1, 0),
                l.slice(),
                l.contrast(),
                l.phase(),
                l.repetition(),
                l.set(),
                l.segment());
    }

    private static Readout again(Readout line, long sequence, int average) {
        EncodingCounters c = line.counters();
        var counters = new EncodingCounters(
                c.step1(),
                c.step2(),
                average,
                c.slice(),
                c.contrast(),
                c.phase(),
                c.repetition(),
                c.set(),
                c.segment());
        return new Readout(
                sequence,
                line.flags(),
                counters,
                line.window(),
                line.placement(),
                line.timestamps(),
                line.coils(),
                line.samples());
    }

    int readouts() {
        return readouts.size();
    }

    /** Bytes of the samples of one scan. */
    long bytes() {
        return readouts.stream()
                .mapToLong(readout -> 4L * readout.samples().length)
                .sum();
    }

    byte[] begin(String scanId) {
        ScanHeader h = header;
        return ScanRecordCodec.encode(new ScanEvent.Started(new ScanHeader(
                scanId,
                h.studyId(),
                h.seriesId(),
                h.protocol(),
                h.anatomy(),
                h.encoded(),
                h.recon(),
                h.limits(),
                h.coils(),
                h.trajectory(),
                h.acceleration(),
                h.sampleTimeMicros(),
                h.repetitionTimeMillis(),
                h.expectedReadouts(),
                h.requestedNrmse(),
                h.userParameters())));
    }

    byte[] readout(String scanId, int number) {
        return ScanRecordCodec.encodeReadouts(scanId, List.of(readouts.get(number)));
    }

    byte[] end(String scanId) {
        return ScanRecordCodec.encode(new ScanEvent.Ended(scanId, readouts.size(), false));
    }

    /** All records of a scan, several readouts each, as a console sends them that does not wait for the clock. */
    List<byte[]> records(String scanId) {
        List<byte[]> records = new ArrayList<>(List.of(begin(scanId)));
        for (int from = 0; from < readouts.size(); from += READOUTS_A_RECORD) {
            records.add(ScanRecordCodec.encodeReadouts(
                    scanId, readouts.subList(from, Math.min(from + READOUTS_A_RECORD, readouts.size()))));
        }
        records.add(end(scanId));
        return records;
    }
}
