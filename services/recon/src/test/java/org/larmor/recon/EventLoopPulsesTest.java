package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopPulsesTest {
    @Test
    void eachEventLoopHasAPulseOfItsOwn() throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        BlockingQueue<Thread> beating = new LinkedBlockingQueue<>();
        InstantSource clock = () -> {
            beating.add(Thread.currentThread());
            return Instant.EPOCH;
        };
        try {
            assertEquals(2, ReconService.beating(vertx, 2, clock).size());
            Set<Thread> loops = new HashSet<>();
            while (loops.size() < 2) {
                Thread next = beating.take();
                if (!next.equals(Thread.currentThread())) {
                    loops.add(next);
                }
            }
        } finally {
            vertx.close().await();
        }
    }
}
