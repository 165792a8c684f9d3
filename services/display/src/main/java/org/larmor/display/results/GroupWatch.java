package org.larmor.display.results;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.larmor.proto.access.Access;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every now and then how the services' consumer group stands, on a thread of its own, until closed. */
public final class GroupWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final GroupReader reader;
    private final Consumer<Workers> told;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("group-watch").daemon().factory());

    private GroupWatch(GroupReader reader, Consumer<Workers> told) {
        this.reader = reader;
        this.told = told;
    }

    /** @param topic that the group reads */
    public static GroupWatch start(Access access, String topic, String group, Consumer<Workers> told) {
        GroupWatch watch = new GroupWatch(new GroupReader(access, topic, group), told);
        var unused = watch.thread.scheduleWithFixedDelay(watch::tell, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** What is thrown here is heard by nobody, and nothing is looked at any more. */
    private void tell() {
        try {
            told.accept(workers());
        } catch (RuntimeException | Error e) {
            LOG.error("group {} is not looked at any more: {}", reader.group(), e.toString(), e);
            throw e;
        }
    }

    private Workers workers() {
        try {
            long lag = reader.lag().values().stream().mapToLong(Long::longValue).sum();
            return new Workers(reader.group(), reader.members(), lag, "");
        } catch (IOException e) {
            return new Workers(reader.group(), 0, 0, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        reader.close();
    }
}
