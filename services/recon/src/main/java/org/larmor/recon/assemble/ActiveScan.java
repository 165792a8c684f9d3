package org.larmor.recon.assemble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.larmor.core.assembly.Acceptance;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent.ReadoutArrived;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.ScanStatus.Sufficiency;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step;

/** One scan between its header and its last published picture. Used by one thread at a time. */
final class ActiveScan {
    private final ScanHeader header;
    private final ScanOptions options;
    private final long order;
    private final int partition;
    private final KSpaceAssembler assembler;
    private final StageSettings stages;
    private final AssembleSettings settings;
    private final Map<ImageIndex, StagePolicy> policies = new HashMap<>();
    private final Set<ImageIndex> awaited = new HashSet<>();
    private final DeadLetters letters;
    private final QualityWatch quality;
    private final CineSlices cine;
    private int finished;
    private int framing;
    private int frames;
    private String frameRemark = "";
    private double firstReadout;
    private double latestReadout;
    private double lastHeard;
    private double lastProgress;
    private ScanStatus.Counts toldCounts = ScanStatus.Counts.NONE;

    ActiveScan(
            ScanHeader header,
            ScanOptions options,
            long order,
            int partition,
            KSpaceAssembler assembler,
            StageSettings stages,
            AssembleSettings settings,
            double now) {
        this.header = header;
        this.options = options;
        this.order = order;
        this.partition = partition;
        this.assembler = assembler;
        this.stages = stages;
        this.settings = settings;
        this.letters = new DeadLetters(settings);
        this.quality = new QualityWatch(options.sufficientNrmse());
        this.cine = new CineSlices(
                options.method().usesFrames() ? header.limits().phase().count() : 1, settings.maximumBytes());
        this.lastHeard = now;
    }

    int partition() {
        return partition;
    }

    List<Outcome> accept(Arrival.Event arrival) {
        lastHeard = arrival.time();
        if (arrival.event() instanceof ReadoutArrived) {
            firstReadout = firstReadout == 0 ? arrival.time() : firstReadout;
            latestReadout = arrival.time();
        }
        Acceptance acceptance = assembler.accept(arrival.event());
        return switch (acceptance) {
            case Acceptance.Opened opened -> List.of(told(State.STARTED, "", arrival.time()));
            case Acceptance.Taken taken -> taken(arrival, taken);
            case Acceptance.Gated gated -> gated(arrival, gated);
            case Acceptance.SetAside aside -> whole(aside.completed());
            case Acceptance.Duplicate duplicate -> List.of();
            case Acceptance.Closed closed -> closed(closed, arrival.time());
            case Acceptance.GivenUp given -> over(State.ABORTED, given.reason(), arrival.time());
            case Acceptance.Refused refused -> refused(arrival, refused);
        };
    }

    private List<Outcome> taken(Arrival.Event arrival, Acceptance.Taken taken) {
        List<Outcome> outcomes = new ArrayList<>();
        if (!taken.completed().contains(taken.image()) && arrival.event() instanceof ReadoutArrived arrived) {
            line(taken.image(), arrived.readout(), arrival.time(), outcomes);
        }
        outcomes.addAll(whole(taken.completed()));
        outcomes.addAll(progress(arrival.time()));
        return outcomes;
    }

    /** The previews that are due since an image has one more line. */
    private void line(ImageIndex index, Readout readout, double now, List<Outcome> outcomes) {
        StagePolicy policy =
                policies.computeIfAbsent(index, i -> new StagePolicy(stages, header, options.method(), now));
        preview(index, policy.after(readout, assembler.share(index), now), outcomes);
    }

    private List<Outcome> gated(Arrival.Event arrival, Acceptance.Gated gated) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Readout readout : gated.lines()) {
            ImageIndex index = readout.counters().image();
            if (!gated.completed().contains(index)) {
                line(index, readout, arrival.time(), outcomes);
            }
        }
        outcomes.addAll(whole(gated.completed()));
        outcomes.addAll(
                gated.news()
                        ? List.of(told(State.RECEIVING, assembler.note(), arrival.time()))
                        : progress(arrival.time()));
        return outcomes;
    }

    /** How far the scan has come, if that was not told lately. */
    private List<Outcome> progress(double now) {
        boolean news = !assembler.isOver() && !counts().equals(toldCounts);
        return news && now - lastProgress >= settings.statusMillis()
                ? List.of(told(State.RECEIVING, "", now))
                : List.of();
    }

    private void preview(ImageIndex index, List<Step> steps, List<Outcome> outcomes) {
        if (!steps.isEmpty()) {
            assembler.snapshot(index).ifPresent(image -> outcomes.add(job(image, cine.upTo(image), false, steps)));
        }
    }

    private List<Outcome> whole(List<ImageIndex> completed) {
        List<Outcome> outcomes = new ArrayList<>();
        for (ImageIndex index : completed) {
            assembler.snapshot(index).ifPresent(image -> {
                awaited.add(index);
                outcomes.addAll(
                        cine.takes(image)
                                ? frame(image)
                                : List.of(job(
                                        image,
                                        List.of(image),
                                        true,
                                        options.method().steps())));
            });
            assembler.release(index);
            policies.remove(index);
        }
        return outcomes;
    }

    /** A whole frame of a cine: its first pictures now, of the frames up to it; the last ones once its slice has all. */
    private List<Outcome> frame(AssembledImage image) {
        List<AssembledImage> before = cine.upTo(image);
        List<AssembledImage> all = cine.add(image);
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(job(image, before, false, options.method().stepsOfFrame()));
        outcomes.addAll(slice(all));
        return outcomes;
    }

    private List<Outcome> slice(List<AssembledImage> frames) {
        return frames.stream()
                .map(image -> job(image, frames, true, options.method().stepsOfSlice()))
                .toList();
    }

    private Outcome job(AssembledImage image, List<AssembledImage> frames, boolean whole, List<Step> steps) {
        return new Outcome.Job(new ReconJob(
                header, options, order, image, frames, whole, steps, firstReadout, latestReadout, new AtomicBoolean()));
    }

    private List<Outcome> closed(Acceptance.Closed closed, double now) {
        List<Outcome> outcomes = new ArrayList<>(whole(closed.completed()));
        cine.rest().forEach(frames -> outcomes.addAll(slice(frames)));
        outcomes.addAll(isDone() ? over(State.DONE, summary(), now) : List.of(told(State.RECONSTRUCTING, "", now)));
        return outcomes;
    }

    private List<Outcome> refused(Arrival.Event arrival, Acceptance.Refused refused) {
        List<Outcome> outcomes = new ArrayList<>(letters.write(
                header.scanId(),
                refused.sequence(),
                refused.reason(),
                arrival.position(),
                arrival.record(),
                lastHeard));
        if (assembler.header().isEmpty() || assembler.isOver() && refused.sequence() < 0) {
            outcomes.addAll(over(State.FAILED, refused.reason(), arrival.time()));
        }
        return outcomes;
    }

    /** A record of this scan that could not even be read. */
    List<Outcome> poisoned(Arrival.Poison poison) {
        lastHeard = poison.time();
        return letters.poison(poison);
    }

    /** The last picture of an image is with the broker. */
    List<Outcome> published(ImageIndex index, double now) {
        if (!awaited.remove(index)) {
            return List.of();
        }
        finished++;
        if (isDone()) {
            return over(State.DONE, summary(), now);
        }
        boolean due = assembler.isOver() && now - lastProgress >= settings.statusMillis();
        return due ? List.of(told(State.RECONSTRUCTING, "", now)) : List.of();
    }

    /** The frames beside a last picture are being made. */
    void framing() {
        framing++;
    }

    /** The frames beside so many last pictures are with the broker. */
    List<Outcome> framed(int pictures, int synthesised, String remark, double now) {
        framing -= pictures;
        frames += synthesised;
        frameRemark = remark.isEmpty() ? frameRemark : remark;
        return isDone() ? over(State.DONE, summary(), now) : List.of();
    }

    /** A picture of an image, made from this share of its lines, is expected to be off by so much. */
    List<Outcome> predicted(ImageIndex index, double share, double nrmse, double now) {
        return assembler.isOver()
                ? List.of()
                : quality.after(index, share, nrmse, assembler.expectedImages()).stream()
                        .<Outcome>map(all -> sufficient(all, now))
                        .toList();
    }

    private Outcome.Told sufficient(Sufficiency all, double now) {
        String message = String.format(
                Locale.ROOT,
                "predicted NRMSE %.3f is below %.3f at %.0f %% of k-space (slice %d has the largest)",
                all.predictedNrmse(),
                all.requestedNrmse(),
                100 * all.kspaceShare(),
                all.index().slice());
        return new Outcome.Told(new ScanStatus(
                header.scanId(),
                State.SUFFICIENT_QUALITY,
                counts(),
                assembler.expectedImages(),
                finished,
                message,
                now,
                all));
    }

    List<Outcome> failed(String reason, double now) {
        return over(State.FAILED, reason, now);
    }

    /** What is due because time has passed. */
    List<Outcome> at(double now) {
        if (!assembler.isOver() && now - lastHeard > settings.timeoutMillis()) {
            return over(
                    State.FAILED,
                    "it never ended: nothing was heard for " + settings.timeoutMillis() / 1000.0 + " s after "
                            + assembler.counts().received() + " readouts",
                    now);
        }
        List<Outcome> outcomes = new ArrayList<>(progress(now));
        policies.forEach((index, policy) -> preview(index, policy.at(now), outcomes));
        return outcomes;
    }

    private boolean isDone() {
        return assembler.isOver() && awaited.isEmpty() && framing == 0;
    }

    private String summary() {
        ScanStatus.Counts counts = counts();
        int without = assembler.expectedImages() - finished;
        StringBuilder summary = new StringBuilder(finished + (finished == 1 ? " image" : " images"));
        append(summary, counts.missing(), "readouts missing");
        append(summary, counts.refused(), "readouts refused");
        append(summary, counts.duplicate(), "duplicates dropped");
        append(summary, without, "announced images without a readout");
        append(summary, frames, "frames synthesised");
        summary.append(frameRemark.isEmpty() ? "" : ", frames left out: " + frameRemark);
        String note = assembler.note();
        return note.isEmpty() ? summary.toString() : summary + "; " + note;
    }

    private static void append(StringBuilder summary, long count, String what) {
        if (count > 0) {
            summary.append(", ").append(count).append(' ').append(what);
        }
    }

    private List<Outcome> over(State state, String message, double now) {
        return List.of(told(state, message, now), new Outcome.Over(header.scanId()));
    }

    private Outcome.Told told(State state, String message, double now) {
        lastProgress = state == State.STARTED ? 0 : now;
        toldCounts = counts();
        int expected = assembler.isOver() ? finished + awaited.size() : assembler.expectedImages();
        return new Outcome.Told(new ScanStatus(header.scanId(), state, counts(), expected, finished, message, now));
    }

    private ScanStatus.Counts counts() {
        ScanStatus.Counts counts = assembler.counts();
        return new ScanStatus.Counts(
                counts.received(), counts.duplicate(), counts.refused() + letters.poisoned(), counts.missing());
    }
}
