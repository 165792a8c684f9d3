package org.larmor.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.larmor.app.ops.Health;

class MetricsCommandTest {
    private final AtomicBoolean reading = new AtomicBoolean(true);

    @Test
    void figuresThatStandStillAreNotServedAsIfTheyLived() {
        Health health = MetricsCommand.health(reading::get, List::of);
        assertEquals("", health.live().text());
        reading.set(false);
        assertEquals("results are no longer read", health.live().text());
    }

    @Test
    void itIsReadyAsLongAsTheBrokerAnswers() {
        Health health = MetricsCommand.health(reading::get, () -> {
            throw new IOException("broker b:9092 does not answer");
        });
        assertEquals("broker b:9092 does not answer", health.ready().text());
        assertEquals("", health.live().text(), "which is no reason to start it anew");
    }
}
