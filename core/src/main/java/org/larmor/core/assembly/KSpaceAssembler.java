package org.larmor.core.assembly;

import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutRange;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.gating.GatingReport;
import org.larmor.core.gating.GatingSettings;

/**
 * Turns the events of one scan into k-space, image by image: events in, an {@link Acceptance} each, and a snapshot of
 * any image at any time. Has no clock, thread or IO; to be used by one thread at a time.
 *
 * <p>Where a scan is gated, its readouts wait for the end of their heartbeat, see {@link
 * org.larmor.core.gating.RetrospectiveGate}; then several of the same line in one phase are averaged.
 *
 * <p>Lines may come in any order until the scan ends. Duplicates (by sequence number, or the same line and average of
 * an image under another number) are dropped, different averages are averaged. Grids hold lines as measured; noise is
 * whitened in the snapshot, with all noise readouts that came by then. An image is whole when its last line is here and
 * nothing before that is waited for, so neither order nor repetition changes it (three averages or more: but for rounding).
 * A readout that does not come holds it up until the scan ends, or the newest one is far ahead ({@link AssemblySettings}).
 */
public final class KSpaceAssembler {
    /** User parameter of a header: dwell time of the noise readouts where it is not that of the others, microseconds. */
    public static final String NOISE_DWELL_TIME_MICROS = "noise_dwell_time_us";

    /** User parameter of a header: the noise's effective bandwidth over the receiver's, as MRD states it. */
    public static final String RELATIVE_NOISE_BANDWIDTH = "relativeReceiverNoiseBandwidth";

    private final String scanId;
    private final AssemblySettings settings;
    private final GatingSettings gating;
    private final MemoryBound memory;
    private @Nullable OpenScan scan;
    private boolean refused;
    private boolean over;

    /** For a scan whose phases are those of its counters. */
    public KSpaceAssembler(String scanId, AssemblySettings settings) {
        this(scanId, settings, GatingSettings.OFF);
    }

    /** @param gating how the readouts come to their phases */
    public KSpaceAssembler(String scanId, AssemblySettings settings, GatingSettings gating) {
        this(scanId, settings, gating, MemoryBound.of("a scan", settings.maximumBytes()));
    }

    /** @param memory what the grids may hold */
    public KSpaceAssembler(String scanId, AssemblySettings settings, GatingSettings gating, MemoryBound memory) {
        this.memory = memory;
        this.scanId = scanId;
        this.settings = settings;
        this.gating = gating;
    }

    /** Takes one event of the scan. Never throws for what an event holds: that is {@link Acceptance.Refused}. */
    public Acceptance accept(ScanEvent event) {
        if (!event.scanId().equals(scanId)) {
            return new Acceptance.Refused(event.scanId(), -1, "an event of another scan than " + scanId);
        }
        return switch (event) {
            case ScanEvent.Started started -> start(started.header());
            case ScanEvent.ReadoutArrived arrived -> readout(arrived.readout());
            case ScanEvent.WaveformArrived waveform ->
                scan == null ? refused("a waveform before the header") : scan.take(waveform.waveform());
            case ScanEvent.Ended ended -> end(ended);
            case ScanEvent.Aborted aborted -> {
                over = true;
                yield new Acceptance.GivenUp(aborted.reason());
            }
        };
    }

    private Acceptance start(ScanHeader told) {
        ScanHeader header = gating.applied(told);
        if (scan != null) {
            return header.equals(scan.header()) ? new Acceptance.Duplicate(-1) : refused("a second, different header");
        }
        String objection = HeaderCheck.objection(header, settings, gating.isOn());
        if (objection != null) {
            refused = true;
            return refused(objection);
        }
        scan = new OpenScan(header, settings, gating, memory);
        return new Acceptance.Opened(header);
    }

    private Acceptance readout(Readout readout) {
        if (scan == null || over) {
            return new Acceptance.Refused(scanId, readout.sequence(), unusable());
        }
        return scan.take(readout);
    }

    private String unusable() {
        if (scan != null) {
            return "it came after the scan's end";
        }
        return refused ? "its scan was refused" : "it came before the scan's header";
    }

    private Acceptance end(ScanEvent.Ended ended) {
        if (scan == null) {
            return refused("the scan ends without a header");
        }
        if (over) {
            return new Acceptance.Duplicate(-1);
        }
        over = true;
        Acceptance closed = scan.close(ended.readouts(), ended.early());
        return scan.isEmpty() ? refused("the scan ended without one imaging readout") : closed;
    }

    /** A readout of the scan came damaged: no image waits for it. Gives the images that have become whole. */
    public List<ImageIndex> damaged(long sequence) {
        return scan == null || over ? List.of() : scan.damaged(sequence);
    }

    /** The scanner never says that the scan has ended: what is here is all that there will be. */
    public Acceptance cutOff(String reason) {
        if (scan == null || scan.isEmpty()) {
            over = true;
            return refused(reason);
        }
        over = true;
        return scan.cutOff(reason);
    }

    /** How many of so many readouts have not been here. */
    public long missing(long readouts) {
        return scan == null ? readouts : scan.missing(readouts);
    }

    /** Readouts that have not been taken: at most so many ranges, the last one open. */
    public List<ReadoutRange> awaited(int most) {
        return scan == null ? List.of(ReadoutRange.from(0)) : scan.awaited(most);
    }

    private Acceptance.Refused refused(String reason) {
        return new Acceptance.Refused(scanId, -1, reason);
    }

    /** The scan's header, once it was taken. */
    public Optional<ScanHeader> header() {
        return scan == null ? Optional.empty() : Optional.of(scan.header());
    }

    /** True once the scan has ended or was given up. */
    public boolean isOver() {
        return over;
    }

    /** What gating has come to; empty where the phases are those of the counters. */
    public Optional<GatingReport> gating() {
        return scan == null ? Optional.empty() : scan.gating();
    }

    /** One line about the phases of the scan: what gating has come to, or that they are out of order; or empty. */
    public String note() {
        return scan == null ? "" : scan.note();
    }

    /** Images that the header announces, or one phase of them where the scan cannot be gated. */
    public int expectedImages() {
        return scan == null ? 0 : scan.expectedImages();
    }

    /** The row of the images' grids that a line counter lands on; the scan must be open. */
    public int row(int line) {
        return Objects.requireNonNull(scan, "no scan is open").plan().row(line);
    }

    /** Images of which at least one line is here and that were not released, in order. */
    public NavigableSet<ImageIndex> images() {
        return scan == null ? new TreeSet<>() : scan.images().indices();
    }

    /** What became of the readouts so far. */
    public ScanStatus.Counts counts() {
        return scan == null ? ScanStatus.Counts.NONE : scan.counts();
    }

    /** Lines measured over the lines that the image will have, 0 to 1; cheap. */
    public double share(ImageIndex index) {
        return scan == null ? 0 : scan.share(index);
    }

    /** A copy of what is known of an image; empty if nothing is, or if it was released. */
    public Optional<AssembledImage> snapshot(ImageIndex index) {
        return scan == null ? Optional.empty() : scan.snapshot(index);
    }

    /** Forgets an image; lines that still come for it are set aside. */
    public void release(ImageIndex index) {
        if (scan != null) {
            scan.images().release(index);
        }
    }

    /** Bytes that the grids of this scan hold now. */
    public long bytesHeld() {
        return scan == null ? 0 : scan.images().bytes();
    }
}
