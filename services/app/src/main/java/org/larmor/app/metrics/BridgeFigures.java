package org.larmor.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import org.larmor.console.send.Tally;

/** What an MRD bridge does. */
public final class BridgeFigures {
    private BridgeFigures() {}

    /**
     * Registers them.
     *
     * @param connections clients that are served
     * @param sent what was sent of their scans
     */
    public static void register(MeterRegistry registry, IntSupplier connections, Tally sent) {
        Gauge.builder("larmor.bridge.connections", connections::getAsInt)
                .description("Clients that are served")
                .register(registry);
        counter(registry, "larmor.bridge.scans", "Scans that came through the bridge", sent, Tally::scans);
        counter(registry, "larmor.bridge.readouts", "Readouts handed to the broker", sent, Tally::readouts);
        counter(registry, "larmor.bridge.bytes", "Bytes of the records that were", sent, Tally::bytes);
    }

    private static void counter(
            MeterRegistry registry, String name, String description, Tally sent, ToDoubleFunction<Tally> value) {
        FunctionCounter.builder(name, sent, value).description(description).register(registry);
    }
}
