package org.larmor.recon.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.larmor.models.tensor.DeviceUse;
import org.larmor.recon.flow.Step.Lane;

/** What the service holds, as figures that are asked for when they are read. */
final class ReconGauges {
    private static final String BYTES = "bytes";

    private final MeterRegistry registry;
    private final ReconState state;
    private final MultiGauge lag;

    ReconGauges(MeterRegistry registry, ReconState state) {
        this.registry = registry;
        this.state = state;
        this.lag = MultiGauge.builder("larmor.recon.lag.records")
                .description("Records of the service's own partitions that it has not read")
                .register(registry);
        work();
        memory();
        device();
    }

    private void work() {
        gauge("larmor.recon.ready", "1 while the service takes what comes", s -> s.isReady() ? 1 : 0);
        gauge("larmor.recon.partitions", "Partitions that the service reads", s -> s.lag()
                .size());
        gauge("larmor.recon.paused", "Partitions that wait because the service is full", ReconState::paused);
        gauge("larmor.recon.scans.open", "Scans that are being assembled", ReconState::scans);
        for (Lane lane : Lane.values()) {
            String name = lane.name().toLowerCase(Locale.ROOT);
            gauge("larmor.recon.jobs.waiting", "Jobs in the queue", s -> s.waiting(lane), "lane", name);
            gauge("larmor.recon.jobs.under.way", "Batches that a lane is making", s -> s.underWay(lane), "lane", name);
        }
    }

    private void memory() {
        String held = "Memory that records and images hold";
        String bound = "Most memory that they may hold; scans: images and snapshots together";
        bytes("larmor.recon.memory", held, ReconState::backlogBytes, "of", "backlog");
        bytes("larmor.recon.memory", held, ReconState::imageBytes, "of", "images");
        bytes("larmor.recon.memory", held, ReconState::snapshotBytes, "of", "snapshots");
        bytes("larmor.recon.memory.limit", bound, ReconState::backlogLimit, "of", "backlog");
        bytes("larmor.recon.memory.limit", bound, ReconState::memoryLimit, "of", "scans");
    }

    private void device() {
        counter("larmor.recon.device.evaluations", "Evaluations of networks", DeviceUse::evaluations);
        counter("larmor.recon.device.elements", "Elements of the batches in them", DeviceUse::elements);
        String seconds = "Time that the device has worked, by evaluations of networks and by whatever else";
        counter("larmor.recon.device.seconds", seconds, DeviceUse::evaluationSeconds, "work", "evaluation");
        counter("larmor.recon.device.seconds", seconds, DeviceUse::otherSeconds, "work", "other");
        counter(ReconMetrics.FAILURES, ReconMetrics.FAILURES_ARE, DeviceUse::outOfMemory, "kind", "out_of_memory");
        gauge("larmor.recon.device.waiting", "Elements that wait for the device", s -> s.device()
                .waiting());
        if (state.device().memory() != null) {
            String memory = "Memory of the GPU, whoever uses it";
            bytes("larmor.recon.device.memory", memory, s -> memory(s).used(), "state", "used");
            bytes("larmor.recon.device.memory", memory, s -> memory(s).total(), "state", "total");
        }
    }

    private static DeviceUse.Memory memory(ReconState state) {
        DeviceUse.Memory memory = state.device().memory();
        return memory == null ? new DeviceUse.Memory(0, 0) : memory;
    }

    private void gauge(String name, String description, ToDoubleFunction<ReconState> value, String... tags) {
        Gauge.builder(name, state, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void bytes(String name, String description, ToDoubleFunction<ReconState> value, String... tags) {
        Gauge.builder(name, state, value)
                .description(description)
                .baseUnit(BYTES)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<DeviceUse> value, String... tags) {
        FunctionCounter.builder(name, state, s -> value.applyAsDouble(s.device()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** The partitions that are served change. */
    void refresh() {
        List<MultiGauge.Row<?>> rows = state.lag().entrySet().stream()
                .<MultiGauge.Row<?>>map(each -> MultiGauge.Row.of(
                        Tags.of("partition", Integer.toString(each.getKey())), (Number) each.getValue()))
                .toList();
        lag.register(rows, true);
    }
}
