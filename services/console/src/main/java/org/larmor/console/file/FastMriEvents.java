package org.larmor.console.file;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Vector3;

/** Goes through a fastMRI file once, slice by slice, line by line. */
final class FastMriEvents implements Iterator<ScanEvent> {
    private final ScanHeader header;
    private final FastMriSlices slices;
    private final boolean[] lines;
    private final boolean[] calibration;
    private boolean started;
    private boolean ended;
    private int slice;
    private int line;
    private long sequence;

    FastMriEvents(ScanHeader header, FastMriSlices slices, boolean[] lines, boolean[] calibration) {
        this.header = header;
        this.slices = slices;
        this.lines = lines;
        this.calibration = calibration;
        this.line = next(0);
    }

    /** The first measured line from {@code from} on, or the number of lines. */
    private int next(int from) {
        int at = from;
        while (at < lines.length && !lines[at]) {
            at++;
        }
        return at;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public ScanEvent next() {
        if (ended) {
            throw new NoSuchElementException("the file has ended");
        }
        if (!started) {
            started = true;
            return new ScanEvent.Started(header);
        }
        if (slice == slices.shape().slices() || line == lines.length) {
            ended = true;
            return new ScanEvent.Ended(header.scanId(), sequence);
        }
        Readout readout = readout();
        sequence++;
        line = next(line + 1);
        if (line == lines.length && slice + 1 < slices.shape().slices()) {
            slice++;
            line = next(0);
        }
        return new ScanEvent.ReadoutArrived(header.scanId(), readout);
    }

    private Readout readout() {
        int samples = slices.shape().samples();
        float thick = header.recon().fieldOfViewMm().z();
        Placement axial = Placement.AXIAL;
        return new Readout(
                sequence,
                flags(),
                new EncodingCounters(line, 0, 0, slice, 0, 0, 0, 0, 0),
                new SampleWindow(samples, samples / 2, 0, 0),
                new Placement(new Vector3(0, 0, slice * thick), axial.read(), axial.phase(), axial.slice()),
                Timestamps.NONE,
                slices.shape().coils(),
                slices.line(slice, line));
    }

    private long flags() {
        boolean last = next(line + 1) == lines.length;
        long flags = line == next(0) ? ReadoutFlag.FIRST_IN_SLICE.mask() : 0;
        flags |= last ? ReadoutFlag.LAST_IN_SLICE.mask() : 0;
        flags |= last && slice == slices.shape().slices() - 1 ? ReadoutFlag.LAST_IN_MEASUREMENT.mask() : 0;
        return calibration[line] ? flags | ReadoutFlag.PARALLEL_CALIBRATION_AND_IMAGING.mask() : flags;
    }
}
