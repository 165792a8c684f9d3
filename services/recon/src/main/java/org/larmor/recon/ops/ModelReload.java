package org.larmor.recon.ops;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for new models on a thread of its own, time and again, until it is closed. */
public final class ModelReload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelReload.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("larmor-models").daemon(true).unstarted(task));

    /** @param seconds from the end of one look to the next */
    public ModelReload(Runnable look, int seconds) {
        var unused = thread.scheduleWithFixedDelay(() -> tried(look), seconds, seconds, TimeUnit.SECONDS);
    }

    private static void tried(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | Error e) {
            LOG.error("new models are not looked for any more: {}", e.toString(), e);
            throw e;
        }
    }

    /** Ends when a look that goes on has ended. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("a model is still being loaded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
