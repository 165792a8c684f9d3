package org.larmor.app.ops;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;
import org.larmor.proto.TraceParent;
import org.larmor.recon.telemetry.CurrentTrace;

/** Names beside a figure the trace of the scan that it was taken from. */
final class Exemplars implements SpanContext {
    @Override
    public @Nullable String getCurrentTraceId() {
        TraceParent current = CurrentTrace.get();
        return current == null ? null : current.traceId();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        TraceParent current = CurrentTrace.get();
        return current == null ? null : current.spanId();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return CurrentTrace.get() != null;
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // every scan is traced or none
    }
}
