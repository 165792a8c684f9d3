package org.larmor.recon.telemetry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.TraceParent;
import org.larmor.proto.TraceSpan;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ReconListener;
import org.larmor.recon.publish.ResultNames;

/**
 * The steps of each scan's trace, told when they are over:
 *
 * <pre>scan sent (the console's) -> assemble
 *                           -> zero-filled, sense, coarse, refined of an image -> publish -> anomaly map
 *                           -> frame</pre>
 *
 * <p>A step's id follows from its name, so nothing needs to be handed on from one to the next. Thread-safe.
 */
final class ScanTraces implements ReconListener {
    private static final int OPEN_SCANS = 4096;

    private final TraceSpan.Sink sink;
    private final UnaryOperator<String> traces;

    /** When the scans began that are being assembled; the oldest is forgotten first. */
    private final Map<String, Double> begun = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
            return size() > OPEN_SCANS;
        }
    };

    /** @param traces the trace of a scan, empty where it has none: nothing is told of it */
    ScanTraces(TraceSpan.Sink sink, UnaryOperator<String> traces) {
        this.sink = sink;
        this.traces = traces;
    }

    @Override
    public void told(ScanStatus status) {
        switch (status.state()) {
            case STARTED -> begin(status);
            case RECONSTRUCTING, DONE -> assembled(status, "");
            case FAILED, ABORTED -> {
                assembled(status, status.message());
                add(
                        status.traceId(),
                        status.scanId(),
                        "failed",
                        root(status.traceId()),
                        "scan failed",
                        false,
                        new Span(status.time(), status.time()),
                        Map.of(),
                        status.message());
            }
            case RECEIVING, SUFFICIENT_QUALITY, ANOMALY_REFUSED -> {}
        }
    }

    private synchronized void begin(ScanStatus status) {
        begun.put(status.scanId(), status.time());
    }

    private void assembled(ScanStatus status, String error) {
        Double began = begun(status.scanId());
        if (began != null) {
            ScanStatus.Counts counts = status.counts();
            Map<String, Object> attributes = Map.of(
                    "larmor.readouts.received", counts.received(),
                    "larmor.readouts.duplicate", counts.duplicate(),
                    "larmor.readouts.refused", counts.refused(),
                    "larmor.readouts.missing", counts.missing());
            add(
                    status.traceId(),
                    status.scanId(),
                    "assembled",
                    root(status.traceId()),
                    "assemble",
                    false,
                    new Span(began, status.time()),
                    attributes,
                    error);
        }
    }

    private synchronized @Nullable Double begun(String scanId) {
        return begun.remove(scanId);
    }

    @Override
    public void made(List<ReconJob> batch, List<Picture> pictures, Span span) {
        for (Picture picture : pictures) {
            ReconJob job = picture.job();
            String trace = traces.apply(job.scanId());
            add(
                    trace,
                    job.scanId(),
                    name(job),
                    root(trace),
                    ReconMetrics.label(job.step()),
                    false,
                    span,
                    attributes(picture, span),
                    "");
        }
    }

    /** What came of a step is called so within its scan. */
    private static String name(ReconJob job) {
        return "made " + job.step() + " " + ResultNames.image(job.index()) + " of "
                + job.image().share();
    }

    private static Map<String, Object> attributes(Picture picture, Span span) {
        ReconJob job = picture.job();
        Provenance provenance = picture.provenance();
        Map<String, Object> attributes = new LinkedHashMap<>(image(job.index()));
        attributes.put("larmor.stage", picture.stage().label());
        attributes.put("larmor.method", provenance.method());
        if (!provenance.model().isEmpty()) {
            attributes.put("larmor.model", provenance.model());
        }
        attributes.put("larmor.evaluations", (long) provenance.evaluations());
        attributes.put("larmor.samples", (long) provenance.samples());
        attributes.put("larmor.kspace_share", job.image().share());
        attributes.put("larmor.whole", job.whole());
        attributes.put("larmor.waited_ms", Math.max(0, span.from() - job.latestReadout()));
        if (!provenance.remark().isEmpty()) {
            attributes.put("larmor.remark", provenance.remark());
        }
        return attributes;
    }

    private static Map<String, Object> image(ImageIndex index) {
        return Map.of(
                "larmor.slice", (long) index.slice(),
                "larmor.phase", (long) index.phase(),
                "larmor.contrast", (long) index.contrast(),
                "larmor.repetition", (long) index.repetition());
    }

    @Override
    public void published(Picture picture, ReconImage image, Span span) {
        String scanId = image.scanId();
        String trace = traces.apply(scanId);
        String parent =
                trace.isEmpty() ? "" : step(trace, scanId, name(picture.job())).spanId();
        Map<String, Object> attributes = new LinkedHashMap<>(image(image.index()));
        attributes.put("larmor.stage", image.stage().label());
        attributes.put("larmor.revision", (long) image.revision());
        attributes.put("larmor.last", image.last());
        add(trace, scanId, ResultNames.picture(image), parent, "publish", true, span, attributes, "");
    }

    @Override
    public void framed(Frame frame, Span span) {
        String trace = traces.apply(frame.scanId());
        Map<String, Object> attributes =
                new LinkedHashMap<>(image(frame.source().index()));
        attributes.put("larmor.measured", frame.isMeasured());
        attributes.put("larmor.time", frame.time());
        add(trace, frame.scanId(), ResultNames.frame(frame), root(trace), "frame", true, span, attributes, "");
    }

    @Override
    public void mapped(AnomalyMap map, Span span) {
        AnomalyMap.Source shown = map.shown();
        String trace = traces.apply(shown.scanId());
        String parent = trace.isEmpty()
                ? ""
                : step(trace, shown.scanId(), ResultNames.image(shown.index())).spanId();
        Map<String, Object> attributes = new LinkedHashMap<>(image(shown.index()));
        attributes.put("larmor.contrasts", (long) map.sources().size());
        add(trace, map.key(), ResultNames.map(map), parent, "anomaly map", true, span, attributes, "");
    }

    private static String root(String trace) {
        return trace.isEmpty() ? "" : TraceParent.root(trace).spanId();
    }

    private static TraceParent step(String trace, String scanId, String name) {
        return TraceParent.step(trace, scanId + "/" + name);
    }

    private void add(
            String trace,
            String subject,
            String name,
            String parent,
            String title,
            boolean sends,
            Span span,
            Map<String, Object> attributes,
            String error) {
        if (!trace.isEmpty()) {
            Map<String, Object> all = new LinkedHashMap<>(attributes);
            all.put("larmor.scan", subject);
            sink.add(new TraceSpan(
                    step(trace, subject, name), parent, title, sends, span.from(), span.to(), all, error));
        }
    }
}
