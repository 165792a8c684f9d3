package org.larmor.load.stream;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.load.Averages;
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
        List<Readout> lines = Averages.lines(scan);
        for (int average = 0; average < averages; average++) {
            for (Readout line : lines) {
                readouts.add(Averages.again(line, readouts.size(), line.flags(), average));
            }
        }
        ScanHeader h = Averages.header(scan.header(), averages);
        header = new ScanHeader(
                h.scanId(),
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
                readouts.size(),
                null,
                List.of(new UserParameter("larmor.method", method)));
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
        return ScanRecordCodec.encode(new ScanEvent.Started(header.withScanId(scanId)));
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
