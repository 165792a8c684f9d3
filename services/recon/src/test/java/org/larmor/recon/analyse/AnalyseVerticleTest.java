package org.larmor.recon.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanTag;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.TaggedImage;
import org.larmor.core.domain.Vector3;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.Published;

class AnalyseVerticleTest {
    private static final Position POSITION = new Position("images", 0, 7);

    @Test
    void settlesOnlyWhenWhatIsOnItsWayToTheBrokerIsThereAndNoted() throws TimeoutException {
        var slow = new SlowBroker();
        var settings = new JoinSettings(1, 1, 8, 1 << 20);
        var verticle = new AnalyseVerticle(settings, AnomalyMaps.none("no model"), 1, slow, Clock.systemUTC());
        Vertx vertx = Vertx.vertx();
        try {
            vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS);
            verticle.offer(List.of(asking()), () -> {});
            slow.asked.join();
            Future<Void> settled = verticle.settle();
            CompletableFuture<Integer> noted = new CompletableFuture<>();
            settled.onComplete(done -> noted.complete(slow.released.size()));
            assertFalse(settled.isComplete(), "the broker has not answered");
            slow.answer.complete();
            assertEquals(1, noted.orTimeout(10, TimeUnit.SECONDS).join(), "records that were noted before it settled");
            assertEquals(List.of(POSITION), List.copyOf(slow.released));
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    /** A picture whose scan asks for a map: without a model it is told that there is none. */
    private static Published asking() {
        ReconImage image = new ReconImage(
                "scan",
                ImageIndex.FIRST,
                Stage.REFINED,
                0,
                true,
                new Geometry(Placement.AXIAL, new Vector3(200, 200, 5)),
                new RealImage(1, 1, new float[1]),
                null,
                1,
                new Provenance("coarse-to-fine", "", "", "", 3, 2, false, 1, 0.5, 4, "", List.of()),
                new ReconImage.Timing(1, 2, 3));
        ScanTag tag = new ScanTag("study", "brain", "t1", List.of(), "map");
        return new Published(new TaggedImage(image, tag), POSITION, "");
    }

    /** A broker that answers when it is told to. */
    private static final class SlowBroker implements AnalyseVerticle.Ends {
        private final CompletableFuture<ScanStatus> asked = new CompletableFuture<>();
        private final Promise<Void> answer = Promise.promise();
        private final ConcurrentLinkedQueue<Position> released = new ConcurrentLinkedQueue<>();

        @Override
        public <T> Future<T> work(Callable<T> work) {
            throw new AssertionError("there is nothing to be made");
        }

        @Override
        public Future<?> map(AnomalyMap map) {
            throw new AssertionError("there is no map");
        }

        @Override
        public Future<?> status(ScanStatus status) {
            asked.complete(status);
            return answer.future();
        }

        @Override
        public void made(String identity, Collection<Position> of) {
            throw new AssertionError("no map was made");
        }

        @Override
        public void released(List<Position> positions) {
            released.addAll(positions);
        }

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }
}
