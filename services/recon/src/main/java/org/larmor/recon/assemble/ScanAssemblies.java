package org.larmor.recon.assemble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.assembly.MemoryBound;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.gating.GatingSettings;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.ScanOptions;

/** All scans that are running, however their records interleave. Used by one thread at a time; has no IO and no clock. */
public final class ScanAssemblies {
    private static final int REMEMBERED = 1024;

    private final AssembleSettings settings;
    private final AssemblySettings assembly;
    private final StageSettings stages;
    private final ScanOptions usual;
    private final Map<String, ActiveScan> active = new LinkedHashMap<>();
    /** Scans that are over, with their senders. */
    private final Map<String, Long> over = new LinkedHashMap<>();

    private final MemoryBound memory;
    private final Map<Integer, MemoryBound> partitions = new HashMap<>();
    private long scans;

    /** @param usual how scans are reconstructed that do not say how */
    public ScanAssemblies(AssembleSettings settings, StageSettings stages, ScanOptions usual, int maximumCoils) {
        this.settings = settings;
        this.stages = stages;
        this.usual = usual;
        this.memory = MemoryBound.of("all scans", settings.all());
        this.assembly = new AssemblySettings(
                maximumCoils,
                settings.maximumReadouts(),
                Math.min(settings.maximumBytes(), settings.partition()),
                settings.lateReadouts());
    }

    public List<Outcome> accept(Arrival arrival) {
        List<Outcome> outcomes =
                switch (arrival) {
                    case Arrival.Event event -> event(event);
                    case Arrival.Poison poison -> poison(poison);
                    case Arrival.Left left -> left(left);
                };
        return closing(outcomes);
    }

    /** The last picture of an image is with the broker. */
    public List<Outcome> published(String scanId, ImageIndex index, double now) {
        ActiveScan scan = active.get(scanId);
        return scan == null ? List.of() : closing(scan.published(index, now));
    }

    /** The frames beside a last picture of the scan are being made: it is not done before {@link #framed} was told. */
    public void framing(String scanId) {
        ActiveScan scan = active.get(scanId);
        if (scan != null) {
            scan.framing();
        }
    }

    /**
     * The frames beside so many last pictures are with the broker.
     *
     * @param remark why there are no more of them, or empty
     */
    public List<Outcome> framed(String scanId, int pictures, int synthesised, String remark, double now) {
        ActiveScan scan = active.get(scanId);
        return scan == null ? List.of() : closing(scan.framed(pictures, synthesised, remark, now));
    }

    /** A picture of an image, made from this share of its lines, is expected to be off by so much. */
    public List<Outcome> predicted(String scanId, ImageIndex index, double share, double nrmse, double now) {
        ActiveScan scan = active.get(scanId);
        return scan == null ? List.of() : scan.predicted(index, share, nrmse, now);
    }

    /** A picture of the scan could not be made or published. */
    public List<Outcome> failed(String scanId, String reason, double now) {
        ActiveScan scan = active.get(scanId);
        return scan == null ? List.of() : closing(scan.failed(reason, now));
    }

    /** What is due because time has passed. */
    public List<Outcome> at(double now) {
        List<Outcome> outcomes = new ArrayList<>();
        active.values().forEach(scan -> outcomes.addAll(scan.at(now)));
        return closing(outcomes);
    }

    /** Whether this scan is running. */
    boolean isRunning(String scanId) {
        return active.containsKey(scanId);
    }

    /** Scans that are running. */
    public int size() {
        return active.size();
    }

    private List<Outcome> event(Arrival.Event arrival) {
        String scanId = arrival.event().scanId();
        ActiveScan scan = active.get(scanId);
        if (scan != null) {
            return scan.accept(arrival);
        }
        if (isOfAnOverScan(arrival)) {
            return List.of();
        }
        if (!(arrival.event() instanceof ScanEvent.Started started)) {
            return refuse(scanId, -1, "its readouts came without a header", arrival);
        }
        if (arrival.sender().insteadOf() != 0) {
            String reason = "its sender goes on with a scan that does not run any more";
            return over.containsKey(scanId)
                    ? new DeadLetters(settings).write(scanId, -1, reason, arrival)
                    : refuse(scanId, -1, reason, arrival);
        }
        over.remove(scanId);
        return begin(started.header(), arrival);
    }

    /** What still comes of a scan that is over; a header only if its own sender's comes again. */
    private boolean isOfAnOverScan(Arrival.Event arrival) {
        Long sender = over.get(arrival.event().scanId());
        return sender != null
                && (!(arrival.event() instanceof ScanEvent.Started)
                        || sender != 0 && sender == arrival.sender().id());
    }

    private List<Outcome> begin(ScanHeader header, Arrival.Event arrival) {
        String scanId = header.scanId();
        ScanOptions options;
        try {
            options = OptionsReader.read(header, usual);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return refuse(scanId, -1, String.valueOf(e.getMessage()), arrival);
        }
        if (active.values().stream().filter(ActiveScan::isOpen).count() >= settings.openScans()) {
            return refuse(scanId, -1, settings.openScans() + " scans are being received already", arrival);
        }
        GatingSettings gating = options.gating();
        MemoryBound own = partitions
                .computeIfAbsent(
                        arrival.position().partition(),
                        partition -> memory.part("the scans of partition " + partition, settings.partition()))
                .part("a scan", settings.maximumBytes());
        ActiveScan scan = new ActiveScan(
                gating.applied(header),
                options,
                scans++,
                arrival,
                new KSpaceAssembler(scanId, assembly, gating, own),
                own,
                stages,
                settings);
        active.put(scanId, scan);
        return scan.accept(arrival);
    }

    private List<Outcome> poison(Arrival.Poison poison) {
        ActiveScan scan = active.get(poison.scanId());
        if (scan != null) {
            return scan.poisoned(poison);
        }
        if (poison.scanId().isEmpty()) {
            return new DeadLetters(settings).poison(poison);
        }
        return over.containsKey(poison.scanId())
                ? List.of()
                : refuse(poison.scanId(), poison.sequence(), poison.reason(), poison);
    }

    /** Fails a scan that is not running: one dead letter, one status, and whatever else comes of it is left out. */
    private List<Outcome> refuse(String scanId, long sequence, String reason, Arrival.OfRecord from) {
        List<Outcome> outcomes = new ArrayList<>(new DeadLetters(settings).write(scanId, sequence, reason, from));
        outcomes.add(new Outcome.Told(new ScanStatus(
                scanId,
                ScanStatus.State.FAILED,
                ScanStatus.Counts.NONE,
                0,
                0,
                reason,
                from.time(),
                null,
                null,
                from.traceId(),
                List.of())));
        outcomes.add(new Outcome.Over(scanId));
        return outcomes;
    }

    private List<Outcome> left(Arrival.Left left) {
        for (String scanId : left.scanIds()) {
            ActiveScan scan = active.remove(scanId);
            if (scan != null) {
                scan.close();
            }
        }
        over.keySet().removeAll(left.scanIds());
        return left.scanIds().stream().<Outcome>map(Outcome.Left::new).toList();
    }

    private List<Outcome> closing(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Over done) {
                ActiveScan scan = active.remove(done.scanId());
                remember(done.scanId(), scan == null ? 0 : scan.sender());
                if (scan != null) {
                    scan.close();
                }
            }
        }
        return outcomes;
    }

    private void remember(String scanId, long sender) {
        over.put(scanId, sender);
        if (over.size() > REMEMBERED) {
            over.remove(over.keySet().iterator().next());
        }
    }

    /** Bytes that the images of the running scans hold, by partition. */
    public Map<Integer, Long> bytesByPartition() {
        Map<Integer, Long> bytes = new HashMap<>();
        partitions.forEach((partition, of) -> bytes.put(partition, of.held()));
        return bytes;
    }
}
