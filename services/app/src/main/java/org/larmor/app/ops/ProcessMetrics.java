package org.larmor.app.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Figures of the process: memory, collections, threads, processor, lines of the log by level. */
final class ProcessMetrics implements AutoCloseable {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KILO = 1024;

    private final List<AutoCloseable> watching;

    ProcessMetrics(MeterRegistry registry) {
        JvmGcMetrics collections = new JvmGcMetrics();
        LogbackMetrics lines = new LogbackMetrics();
        List.of(
                        new JvmMemoryMetrics(),
                        collections,
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics(),
                        lines)
                .forEach(each -> each.bindTo(registry));
        this.watching = List.of(collections, lines);
        if (Files.isReadable(STATUS)) {
            Gauge.builder("process.resident.memory", ProcessMetrics::residentBytes)
                    .description("Memory of the process, PyTorch's on a CPU among it")
                    .baseUnit("bytes")
                    .register(registry);
        }
    }

    private static double residentBytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> KILO * Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        watching.forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("figures are not let go of", e);
            }
        });
    }
}
