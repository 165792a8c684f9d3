package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Vector3;
import org.larmor.proto.Topics;
import org.larmor.recon.flow.Result;
import org.larmor.recon.flow.Results;
import org.larmor.recon.publish.PublishVerticle;
import org.larmor.recon.synthesise.FrameSynthesis;
import org.larmor.recon.synthesise.Measured;
import org.larmor.recon.synthesise.SynthesisSettings;
import org.larmor.recon.synthesise.SynthesiseVerticle;

/** What is still under way of a scan whose partition goes and comes back: moments that the {@link Simulation} meets once in a thousand seeds. */
class LeftScanTest {
    private static final int PHASES = 2;
    private static final int TASKS = 100;

    private final SimulatedVertx vertx = new SimulatedVertx(new Random(1));

    @Test
    void whatSettlesOfACineThatWasLeftCountsForNoOther() {
        List<Promise<Void>> sent = new ArrayList<>();
        List<String> settled = new ArrayList<>();
        SynthesiseVerticle synthesise = new SynthesiseVerticle(
                new SynthesisSettings(true, PHASES, "", 0, false, 1 << 20),
                FrameSynthesis.none("a test"),
                work -> Future.failedFuture("a test"),
                (frame, studyId) -> {
                    Promise<Void> answer = Promise.promise();
                    sent.add(answer);
                    return answer.future();
                },
                (scanId, phases, frames, remark) -> settled.add(phases + " phases"));
        vertx.deploy(synthesise);
        synthesise.offer(phase(0));
        synthesise.offer(phase(1));
        vertx.run(TASKS);
        synthesise.forget("heart");
        vertx.run(TASKS);
        List<Promise<Void>> former = List.copyOf(sent);
        synthesise.offer(phase(0));
        vertx.run(TASKS);

        former.forEach(Promise::complete);
        vertx.run(TASKS);
        assertEquals(List.of(), settled, "of the cine that was left");
        sent.subList(former.size(), sent.size()).forEach(Promise::complete);
        vertx.run(TASKS);
        assertEquals(List.of("1 phases"), settled);
    }

    @Test
    void aLastStatusIsUnderWayUntilTheBrokerHasIt() {
        List<CompletableFuture<Boolean>> said = new ArrayList<>();
        Results results = new Results() {
            @Override
            public CompletionStage<Boolean> publish(Result result) {
                said.add(new CompletableFuture<>());
                return said.getLast();
            }

            @Override
            public boolean isPublished(String scanId, String name) {
                return false;
            }

            @Override
            public void gone(String scanId) {}
        };
        PublishVerticle publish = new PublishVerticle(
                new MockProducer<>(), results, Topics.DEFAULT, scanId -> "", InstantSource.system());
        vertx.deploy(publish);
        var unused = publish.end("heart", null, 1, Map.of(0, 9L));
        vertx.run(TASKS);
        Future<?> underWay = publish.underWay("heart");
        vertx.run(TASKS);

        assertFalse(underWay.isComplete());
        said.forEach(answer -> answer.complete(true));
        vertx.run(TASKS);
        assertTrue(underWay.isComplete());
    }

    private static Measured phase(int phase) {
        ScanEvent.Started started = (ScanEvent.Started) new CineScan("heart", PHASES).started();
        int side = CineScan.MATRIX;
        ReconImage image = new ReconImage(
                "heart",
                new ImageIndex(0, 0, phase, 0),
                Stage.SENSE,
                0,
                true,
                new Geometry(Readout.Placement.AXIAL, new Vector3(300, 300, 6)),
                new RealImage(side, side, new float[side * side]),
                null,
                1,
                new Provenance("sense", "", "", "", 0, 0, false, 1, .01, 1, "", List.of()),
                new ReconImage.Timing(1, 2, 3));
        return new Measured(started.header(), 0, 1, image);
    }
}
