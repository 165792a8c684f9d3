package org.larmor.recon.assemble;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.gating.GatingSettings;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.ScanOptions;

/** All scans that are running, however their records interleave. Used by one thread at a time; has no IO and no clock. */
public final class ScanAssemblies {
    private static final int REMEMBERED = 1024;

    private final AssembleSettings settings;
    private final AssemblySettings assembly;
    private final StageSettings stages;
    private final ScanOptions usual;
    private final Map<String, ActiveScan> active = new LinkedHashMap<>();
    private final Set<String> over = new java.util.LinkedHashSet<>();
    private long scans;

    /** @param usual how scans are reconstructed that do not say how */
    public ScanAssemblies(AssembleSettings settings, StageSettings stages, ScanOptions usual, int maximumCoils) {
        this.settings = settings;
        this.stages = stages;
        this.usual = usual;
        this.assembly = new AssemblySettings(maximumCoils, settings.maximumReadouts(), settings.maximumBytes());
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
        if (arrival.event() instanceof ScanEvent.Started started) {
            over.remove(scanId);
            return begin(started.header(), arrival);
        }
        if (over.contains(scanId)) {
            return List.of(new Outcome.Over(scanId));
        }
        String reason = "its readouts came without a header";
        return refuse(scanId, -1, reason, arrival.position(), arrival.record(), arrival.time());
    }

    private List<Outcome> begin(ScanHeader header, Arrival.Event arrival) {
        String scanId = header.scanId();
        ScanOptions options;
        try {
            options = OptionsReader.read(header, usual);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String reason = String.valueOf(e.getMessage());
            return refuse(scanId, -1, reason, arrival.position(), arrival.record(), arrival.time());
        }
        if (active.size() >= settings.openScans()) {
            String reason = settings.openScans() + " scans are running already";
            return refuse(scanId, -1, reason, arrival.position(), arrival.record(), arrival.time());
        }
        GatingSettings gating = options.gating();
        ActiveScan scan = new ActiveScan(
                gating.applied(header),
                options,
                scans++,
                arrival.position().partition(),
                new KSpaceAssembler(scanId, assembly, gating),
                stages,
                settings,
                arrival.time());
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
        return over.contains(poison.scanId())
                ? List.of(new Outcome.Over(poison.scanId()))
                : refuse(
                        poison.scanId(),
                        poison.sequence(),
                        poison.reason(),
                        poison.position(),
                        poison.record(),
                        poison.time());
    }

    /** Fails a scan that is not running: one dead letter, one status, and whatever else comes of it is left out. */
    private List<Outcome> refuse(
            String scanId, long sequence, String reason, Position position, byte[] record, double time) {
        List<Outcome> outcomes =
                new ArrayList<>(new DeadLetters(settings).write(scanId, sequence, reason, position, record, time));
        outcomes.add(new Outcome.Told(
                new ScanStatus(scanId, ScanStatus.State.FAILED, ScanStatus.Counts.NONE, 0, 0, reason, time)));
        outcomes.add(new Outcome.Over(scanId));
        return outcomes;
    }

    private List<Outcome> left(Arrival.Left left) {
        active.keySet().removeAll(left.scanIds());
        over.removeAll(left.scanIds());
        return left.scanIds().stream().<Outcome>map(Outcome.Left::new).toList();
    }

    private List<Outcome> closing(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Over done) {
                active.remove(done.scanId());
                remember(done.scanId());
            }
        }
        return outcomes;
    }

    private void remember(String scanId) {
        over.add(scanId);
        if (over.size() > REMEMBERED) {
            over.remove(over.iterator().next());
        }
    }
}
