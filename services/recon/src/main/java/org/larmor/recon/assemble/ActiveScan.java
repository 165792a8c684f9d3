package org.larmor.recon.assemble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.larmor.core.assembly.Acceptance;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.assembly.MemoryBound;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanEvent.ReadoutArrived;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanStatus.State;
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
    private final MemoryBound memory;
    private final Senders senders;
    private final ScanReport report;
    private final DeadLetters letters;
    private final QualityWatch quality;
    private final CineSlices cine;
    private int framing;
    private double firstReadout;
    private double latestReadout;
    private double lastHeard;
    private Arrival.@Nullable Event end;
    private double endDue;

    /**
     * @param header as the phases are gated
     * @param begin the arrival that began it
     * @param memory what its images may hold; given back by {@link #close}
     */
    ActiveScan(
            ScanHeader header,
            ScanOptions options,
            long order,
            Arrival.Event begin,
            KSpaceAssembler assembler,
            MemoryBound memory,
            StageSettings stages,
            AssembleSettings settings) {
        this.header = header;
        this.options = options;
        this.order = order;
        this.partition = begin.position().partition();
        this.assembler = assembler;
        this.memory = memory;
        this.stages = stages;
        this.settings = settings;
        this.senders = new Senders(begin.sender().id());
        this.report =
                new ScanReport(header.scanId(), header.encoded().rows(), assembler, senders, settings.statusMillis());
        this.letters = new DeadLetters(settings);
        this.quality = new QualityWatch(options.sufficientNrmse());
        this.cine = new CineSlices(
                options.method().usesFrames() ? header.limits().phase().count() : 1, memory);
        this.lastHeard = begin.time();
    }

    /** Gives back what it holds. */
    void close() {
        memory.close();
    }

    long sender() {
        return senders.owner();
    }

    int partition() {
        return partition;
    }

    /** Whether more of it is expected; else it waits for its pictures, of which the schedule has no more than it may. */
    boolean isOpen() {
        return !assembler.isOver();
    }

    List<Outcome> accept(Arrival.Event arrival) {
        if (!senders.takes(arrival)) {
            return stranger(arrival);
        }
        report.trace(arrival.traceId());
        if (arrival.event() instanceof ScanEvent.Ended ended && isTooEarly(ended)) {
            lastHeard = arrival.time();
            end = arrival;
            endDue = arrival.time() + settings.lateMillis();
            return List.of();
        }
        List<Outcome> outcomes = taken(arrival);
        return arrival.event() instanceof ScanEvent.Ended ? outcomes : ended(outcomes);
    }

    /** Whether readouts are missing that may only be late. */
    private boolean isTooEarly(ScanEvent.Ended ended) {
        return settings.lateMillis() > 0 && !assembler.isOver() && assembler.missing(ended.readouts()) > 0;
    }

    /** These, and what follows from the scan's end where that was here before and nothing is missing any more. */
    private List<Outcome> ended(List<Outcome> outcomes) {
        Arrival.Event waiting = end;
        if (waiting == null || assembler.isOver() || isTooEarly((ScanEvent.Ended) waiting.event())) {
            return outcomes;
        }
        List<Outcome> all = new ArrayList<>(outcomes);
        all.addAll(taken(waiting));
        return all;
    }

    private List<Outcome> stranger(Arrival.Event arrival) {
        if (!senders.isNews(arrival.sender())) {
            return List.of();
        }
        String reason = "another sender sends this scan: what this one sends is left out";
        List<Outcome> outcomes = new ArrayList<>(letters.write(header.scanId(), -1, reason, arrival));
        State state = assembler.isOver() ? State.RECONSTRUCTING : State.RECEIVING;
        outcomes.add(told(state, "a second sender of this scan is refused", arrival.time()));
        return outcomes;
    }

    private List<Outcome> taken(Arrival.Event arrival) {
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
            case Acceptance.Closed closed -> closed(closed, "", arrival.time());
            case Acceptance.GivenUp given -> over(State.ABORTED, given.reason(), arrival.time());
            case Acceptance.Refused refused -> refused(arrival, refused);
        };
    }

    private List<Outcome> taken(Arrival.Event arrival, Acceptance.Taken taken) {
        List<Outcome> outcomes = new ArrayList<>();
        if (arrival.event() instanceof ReadoutArrived arrived) {
            report.line(taken.image(), arrived.readout());
            if (!taken.completed().contains(taken.image())) {
                line(taken.image(), arrived.readout(), arrival.time(), outcomes);
            }
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
            report.line(index, readout);
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
        return report.isDue(now) ? List.of(told(State.RECEIVING, "", now)) : List.of();
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
                header,
                options,
                order,
                partition,
                image,
                frames,
                whole,
                steps,
                firstReadout,
                latestReadout,
                new AtomicBoolean()));
    }

    private List<Outcome> closed(Acceptance.Closed closed, String message, double now) {
        List<Outcome> outcomes = new ArrayList<>(whole(closed.completed()));
        cine.rest().forEach(frames -> outcomes.addAll(slice(frames)));
        outcomes.addAll(
                isDone() ? over(State.DONE, report.summary(), now) : List.of(told(State.RECONSTRUCTING, message, now)));
        return outcomes;
    }

    private List<Outcome> refused(Arrival.Event arrival, Acceptance.Refused refused) {
        List<Outcome> outcomes =
                new ArrayList<>(letters.write(header.scanId(), refused.sequence(), refused.reason(), arrival));
        if (assembler.header().isEmpty() || assembler.isOver() && refused.sequence() < 0) {
            outcomes.addAll(over(State.FAILED, refused.reason(), arrival.time()));
        }
        return outcomes;
    }

    /** A record of this scan that could not even be read. */
    List<Outcome> poisoned(Arrival.Poison poison) {
        lastHeard = poison.time();
        report.trace(poison.traceId());
        List<Outcome> outcomes = new ArrayList<>(letters.poison(poison));
        if (poison.sequence() >= 0) {
            outcomes.addAll(whole(assembler.damaged(poison.sequence())));
        }
        return ended(outcomes);
    }

    /** The last picture of an image is with the broker. */
    List<Outcome> published(ImageIndex index, double now) {
        if (!awaited.remove(index)) {
            return List.of();
        }
        report.finished();
        if (isDone()) {
            return over(State.DONE, report.summary(), now);
        }
        boolean due = assembler.isOver() && report.isQuiet(now);
        return due ? List.of(told(State.RECONSTRUCTING, "", now)) : List.of();
    }

    /** The frames beside a last picture are being made. */
    void framing() {
        framing++;
    }

    /** The frames beside so many last pictures are with the broker. */
    List<Outcome> framed(int pictures, int synthesised, String remark, double now) {
        framing -= pictures;
        report.synthesised(synthesised, remark);
        return isDone() ? over(State.DONE, report.summary(), now) : List.of();
    }

    /** A picture of an image, made from this share of its lines, is expected to be off by so much. */
    List<Outcome> predicted(ImageIndex index, double share, double nrmse, double now) {
        return assembler.isOver()
                ? List.of()
                : quality.after(index, share, nrmse, assembler.expectedImages()).stream()
                        .<Outcome>map(all -> report.sufficient(all, now))
                        .toList();
    }

    List<Outcome> failed(String reason, double now) {
        return over(State.FAILED, reason, now);
    }

    /** What is due because time has passed. */
    List<Outcome> at(double now) {
        Arrival.Event waiting = end;
        if (waiting != null && !assembler.isOver() && now >= endDue) {
            return taken(waiting);
        }
        if (!assembler.isOver() && now - lastHeard > settings.timeoutMillis()) {
            return silent(now);
        }
        List<Outcome> outcomes = new ArrayList<>(progress(now));
        policies.forEach((index, policy) -> preview(index, policy.at(now), outcomes));
        return outcomes;
    }

    /** Nothing more is waited for: the pictures are made of what is here, with the reason. */
    private List<Outcome> silent(double now) {
        String reason = "it never ended: nothing was heard for " + settings.timeoutMillis() / 1000.0 + " s after "
                + assembler.counts().received() + " readouts";
        Acceptance acceptance = assembler.cutOff(reason);
        if (acceptance instanceof Acceptance.Closed closed) {
            report.cutOff(reason);
            return closed(closed, reason, now);
        }
        return over(State.FAILED, reason, now);
    }

    private boolean isDone() {
        return assembler.isOver() && awaited.isEmpty() && framing == 0;
    }

    private List<Outcome> over(State state, String message, double now) {
        return List.of(told(state, message, now), new Outcome.Over(header.scanId()));
    }

    private Outcome.Told told(State state, String message, double now) {
        return report.told(state, message, awaited.size(), now);
    }
}
