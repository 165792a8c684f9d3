package org.larmor.console.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.larmor.console.mrd.CounterGaps;
import org.larmor.console.mrd.Directions;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Vector3;
import org.larmor.core.domain.Waveform;

/**
 * Goes through an MRD file once: waveforms come before the readout that was acquired after they began. Readouts are numbered anew;
 * those that the file's own counter has and the file has not are told at the end, as sent and never arrived.
 */
final class MrdEvents implements Iterator<ScanEvent> {
    private final ScanHeader header;
    private final MrdTable table;
    private final Deque<Waveform> waveforms;
    private final Deque<ScanEvent> waiting = new ArrayDeque<>();
    private MrdTable.@Nullable Rows rows;
    private long next;
    private long sequence;
    private final CounterGaps gaps = new CounterGaps();
    private boolean ended;

    MrdEvents(ScanHeader header, MrdTable table, MrdWaveforms waveforms) {
        this.header = header;
        this.table = table;
        this.waveforms = new ArrayDeque<>(waveforms.all());
        waiting.add(new ScanEvent.Started(header));
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty() || !ended;
    }

    @Override
    public ScanEvent next() {
        while (waiting.isEmpty()) {
            if (ended) {
                throw new NoSuchElementException("the file has ended");
            }
            advance();
        }
        return waiting.remove();
    }

    private void advance() {
        if (next >= table.count()) {
            ended = true;
            waveformsUpTo(Long.MAX_VALUE);
            waiting.add(new ScanEvent.Ended(header.scanId(), sequence + gaps.missing()));
            return;
        }
        MrdTable.Rows here = rows;
        if (here == null || next >= here.first() + here.count()) {
            here = table.from(next);
            rows = here;
        }
        int i = (int) (next - here.first());
        next++;
        gaps.pass(here.head().number("scan_counter", i));
        if (here.head().integer("encoding_space_ref", i) == 0) {
            Readout readout = readout(here, i);
            sequence++;
            waveformsUpTo(readout.timestamps().acquisition());
            waiting.add(new ScanEvent.ReadoutArrived(header.scanId(), readout));
        }
    }

    private void waveformsUpTo(long stamp) {
        while (!waveforms.isEmpty() && waveforms.peek().startStamp() <= stamp) {
            waiting.add(new ScanEvent.WaveformArrived(header.scanId(), waveforms.remove()));
        }
    }

    private Readout readout(MrdTable.Rows here, int i) {
        Columns head = here.head();
        long[] physiology = head.numbers("physiology_time_stamp", i);
        try {
            return new Readout(
                    sequence,
                    head.number("flags", i),
                    counters(here.counters(), i),
                    new SampleWindow(
                            head.integer("number_of_samples", i),
                            head.integer("center_sample", i),
                            head.integer("discard_pre", i),
                            head.integer("discard_post", i)),
                    Directions.placement(
                            vector(head, "position", i),
                            vector(head, "read_dir", i),
                            vector(head, "phase_dir", i),
                            vector(head, "slice_dir", i)),
                    new Timestamps(
                            head.number("acquisition_time_stamp", i), physiology.length == 0 ? 0 : physiology[0]),
                    head.integer("active_channels", i),
                    here.columns().floats("data", i));
        } catch (IllegalArgumentException e) {
            throw table.hdf5().failure("acquisition " + (next - 1) + " is broken: " + e.getMessage());
        }
    }

    private static EncodingCounters counters(Columns idx, int i) {
        return new EncodingCounters(
                idx.integer("kspace_encode_step_1", i),
                idx.integer("kspace_encode_step_2", i),
                idx.integer("average", i),
                idx.integer("slice", i),
                idx.integer("contrast", i),
                idx.integer("phase", i),
                idx.integer("repetition", i),
                idx.integer("set", i),
                idx.integer("segment", i));
    }

    private static Vector3 vector(Columns head, String name, int i) {
        float[] v = head.floats(name, i);
        return v.length < 3 ? Vector3.ZERO : new Vector3(v[0], v[1], v[2]);
    }
}
