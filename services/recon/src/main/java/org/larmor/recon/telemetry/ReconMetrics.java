package org.larmor.recon.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Stage;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ReconListener;
import org.larmor.recon.flow.Step;

/** Counts and times what passes between the steps. Every figure is there from the start. */
final class ReconMetrics implements ReconListener {
    static final String FAILURES = "larmor.recon.failures";
    static final String FAILURES_ARE = "What did not go as it should";

    private static final double[] IMAGES = {1, 2, 4, 8, 16, 32};
    private static final Duration[] SECONDS = Stream.of(
                    10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final UnaryOperator<String> traces;
    private final Counter records;
    private final Counter readouts;
    private final Counter bytes;
    private final Map<ScanStatus.State, Counter> scans = new EnumMap<>(ScanStatus.State.class);
    private final Map<Step, DistributionSummary> batches;
    private final Map<Step, Timer> steps;
    private final Map<Stage, Counter> evaluations;
    private final Map<Stage, Shown> previews;
    private final Map<Stage, Shown> lasts;
    private final Counter measured;
    private final Counter synthesised;
    private final Counter deadLetters;
    private final Counter failedScans;
    private final Counter failedSteps;
    private final Counter fallbacks;
    private final Counter lost;

    /** Pictures of a stage. */
    private record Shown(Counter pictures, Timer latency) {}

    /** @param traces the trace of a scan, empty where it has none */
    ReconMetrics(MeterRegistry registry, UnaryOperator<String> traces) {
        this.registry = registry;
        this.traces = traces;
        this.records = counter("larmor.recon.records", "Records of the readouts topic that were taken");
        this.readouts = counter("larmor.recon.readouts", "Readouts in them");
        this.bytes = counter("larmor.recon.bytes", "Bytes of their values");
        for (ScanStatus.State state : ScanStatus.State.values()) {
            switch (state) {
                case STARTED, SUFFICIENT_QUALITY, DONE, FAILED, ABORTED ->
                    scans.put(
                            state, counter("larmor.recon.scans", "Scans by what became of them", "state", name(state)));
                case RECEIVING, RECONSTRUCTING, ANOMALY_REFUSED -> {}
            }
        }
        this.batches = each(Step.class, step -> DistributionSummary.builder("larmor.recon.batch.images")
                .description("Images that went through a step together")
                .tag("step", label(step))
                .serviceLevelObjectives(IMAGES)
                .register(registry));
        this.steps =
                each(Step.class, step -> timer("larmor.recon.step", "Time of a batch in a step", "step", label(step)));
        this.evaluations = each(
                Stage.class,
                stage -> counter("larmor.recon.evaluations", "Network evaluations", "stage", stage.label()));
        this.previews = each(Stage.class, stage -> shown(stage, "false"));
        this.lasts = each(Stage.class, stage -> shown(stage, "true"));
        String frames = "Frames of cines";
        this.measured = counter("larmor.recon.frames", frames, "measured", "true");
        this.synthesised = counter("larmor.recon.frames", frames, "measured", "false");
        this.deadLetters = counter(FAILURES, FAILURES_ARE, "kind", "dead_letter");
        this.failedScans = counter(FAILURES, FAILURES_ARE, "kind", "scan");
        this.failedSteps = counter(FAILURES, FAILURES_ARE, "kind", "step");
        this.fallbacks = counter(FAILURES, FAILURES_ARE, "kind", "fallback");
        this.lost = counter(FAILURES, FAILURES_ARE, "kind", "publish");
    }

    private Shown shown(Stage stage, String last) {
        String[] tags = {"stage", stage.label(), "last", last};
        return new Shown(
                counter("larmor.recon.pictures", "Pictures that the broker has", tags),
                timer("larmor.recon.picture.latency", "From the latest readout to the picture", tags));
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private Timer timer(String name, String description, String... tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(SECONDS)
                .register(registry);
    }

    private static <K extends Enum<K>, V> Map<K, V> each(Class<K> type, Function<K, V> make) {
        Map<K, V> all = new EnumMap<>(type);
        for (K key : type.getEnumConstants()) {
            all.put(key, make.apply(key));
        }
        return all;
    }

    private static String name(ScanStatus.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** As methods are named. */
    static String label(Step step) {
        return switch (step) {
            case ZERO_FILLED, SENSE, COARSE, REFINED -> step.stage().label();
            case WAVELET -> "l1-wavelet";
            case TEMPORAL -> "low-rank-sparse";
        };
    }

    @Override
    public void arrived(List<Arrival> arrivals, long size) {
        int readoutsHere = 0;
        int recordsHere = 0;
        Position before = null;
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Arrival.OfRecord one) {
                recordsHere += one.position().equals(before) ? 0 : 1;
                before = one.position();
            }
            if (arrival instanceof Arrival.Event event && event.event() instanceof ScanEvent.ReadoutArrived) {
                readoutsHere++;
            }
        }
        records.increment(recordsHere);
        readouts.increment(readoutsHere);
        bytes.increment(size);
    }

    @Override
    public void told(ScanStatus status) {
        Counter counter = scans.get(status.state());
        if (counter != null) {
            counter.increment();
        }
        if (status.state() == ScanStatus.State.FAILED) {
            failedScans.increment();
        }
    }

    @Override
    public void refused(DeadLetter letter) {
        deadLetters.increment();
    }

    @Override
    public void made(List<ReconJob> batch, List<Picture> pictures, Span span) {
        Step step = batch.getFirst().step();
        of(batches, step).record(batch.size());
        exemplar(batch.getFirst(), () -> of(steps, step).record(duration(span.seconds())));
        for (Picture picture : pictures) {
            of(evaluations, picture.stage()).increment(picture.provenance().evaluations());
            if (step.lane().isDevice() && picture.provenance().model().isEmpty()) {
                fallbacks.increment();
            }
        }
    }

    @Override
    public void failed(ReconJob job) {
        failedSteps.increment();
    }

    @Override
    public void published(Picture picture, ReconImage image, Span span) {
        Shown shown = of(image.last() ? lasts : previews, image.stage());
        shown.pictures().increment();
        double seconds = (span.to() - image.timing().latestReadout()) / 1000;
        exemplar(picture.job(), () -> shown.latency().record(duration(Math.max(0, seconds))));
    }

    @Override
    public void framed(Frame frame, Span span) {
        (frame.isMeasured() ? measured : synthesised).increment();
    }

    @Override
    public void lost(String scanId) {
        lost.increment();
    }

    private void exemplar(ReconJob job, Runnable record) {
        CurrentTrace.of(traces.apply(job.scanId()), record);
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        return java.util.Objects.requireNonNull(all.get(key));
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
