package org.larmor.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.larmor.display.results.GroupReader;
import org.larmor.proto.access.Access;

/** Records of the readouts topic that a consumer group has not committed yet, partition by partition. Thread-safe. */
public final class GroupLag implements AutoCloseable {
    private final GroupReader reader;
    private final MultiGauge lag;

    public GroupLag(Access access, String topic, String group, MeterRegistry registry) {
        this.reader = new GroupReader(access, topic, group);
        this.lag = MultiGauge.builder("larmor.lag")
                .description("Readout records that the group has not committed")
                .tag("group", group)
                .register(registry);
    }

    /** @throws IOException if the broker does not answer, in one line */
    public synchronized void refresh() throws IOException {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        reader.lag()
                .forEach((partition, records) ->
                        rows.add(MultiGauge.Row.of(Tags.of("partition", Integer.toString(partition)), records)));
        lag.register(rows, true);
    }

    @Override
    public void close() {
        reader.close();
    }
}
