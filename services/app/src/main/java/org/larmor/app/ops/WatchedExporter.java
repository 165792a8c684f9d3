package org.larmor.app.ops;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says once that a collector takes nothing, and once that it does again. OpenTelemetry's own exporters tell each failure with its stack,
 * past this process's log; they are silenced.
 */
final class WatchedExporter implements SpanExporter {
    /** Held here: a level that nobody holds is forgotten. */
    private static final Logger THEIRS = Logger.getLogger("io.opentelemetry");

    private final SpanExporter exporter;
    private final String endpoint;
    private final Consumer<String> told;
    private final AtomicBoolean lost = new AtomicBoolean();

    WatchedExporter(SpanExporter exporter, String endpoint, Consumer<String> told) {
        this.exporter = exporter;
        this.endpoint = endpoint;
        this.told = told;
        THEIRS.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> tell(result.isSuccess()));
        return result;
    }

    private void tell(boolean taken) {
        if (lost.compareAndSet(taken, !taken)) {
            told.accept("the collector at " + endpoint
                    + (taken ? " takes traces again" : " takes no traces: they are left out until it does"));
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
