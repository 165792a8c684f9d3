package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.Topics;
import org.larmor.recon.assemble.AssembleSettings;
import org.larmor.recon.assemble.ScanAssemblies;
import org.larmor.recon.assemble.StageSettings;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ReconListener;
import org.larmor.recon.flow.Result;
import org.larmor.recon.flow.Results;
import org.larmor.recon.ops.Backlog;
import org.larmor.recon.ops.HeldMemory;
import org.larmor.recon.ops.TraceIds;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.reconstruct.ReconstructSettings;
import org.larmor.recon.reconstruct.Reconstruction;
import org.larmor.recon.schedule.JobQueue;
import org.larmor.recon.schedule.ScheduleSettings;
import org.larmor.recon.synthesise.FrameSynthesis;
import org.larmor.recon.synthesise.SynthesisSettings;

/** What whoever looks after the service is told of it. */
@Timeout(60)
class ReconPipelineTest implements ReconListener {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private ReconPipeline pipeline;

    @BeforeEach
    void start() {
        pipeline = new ReconPipeline(
                vertx,
                new ReconPipeline.Parts(
                        new ScanAssemblies(
                                AssembleSettings.DEFAULT,
                                StageSettings.DEFAULT,
                                ReconConfig.DEFAULT.scan().options(),
                                16),
                        new HeldMemory(1 << 30, 1 << 30),
                        new JobQueue(ScheduleSettings.DEFAULT),
                        new Reconstruction(ReconstructSettings.DEFAULT, DiffusionStep.none("a test"), () -> 0),
                        SynthesisSettings.DEFAULT,
                        FrameSynthesis.none("a test"),
                        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                        new NoRoomForPictures(),
                        Topics.DEFAULT,
                        new TraceIds(),
                        this,
                        InstantSource.system()),
                new Backlog(1 << 30));
        vertx.deployVerticle(pipeline.publishVerticle()).await();
        vertx.deployVerticle(pipeline.synthesiseVerticle()).await();
        vertx.deployVerticle(pipeline.scheduleVerticle()).await();
        vertx.deployVerticle(pipeline.assembleVerticle()).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /** Whose last pictures the broker does not take. */
    private static final class NoRoomForPictures implements Results {
        @Override
        public CompletionStage<Boolean> publish(Result result) {
            return result instanceof Result.Piece
                    ? CompletableFuture.failedFuture(new RecordTooLargeException("too large"))
                    : CompletableFuture.completedFuture(true);
        }

        @Override
        public boolean isPublished(String scanId, String name) {
            return false;
        }

        @Override
        public void gone(String scanId) {}
    }

    @Override
    public void lost(String scanId) {
        told.add("lost of " + scanId);
    }

    @Override
    public void failed(ReconJob job) {
        told.add("failed " + job.step());
    }

    @Override
    public void told(ScanStatus status) {
        if (status.state().isLast()) {
            told.add(status.state() + ": " + status.message());
        }
    }

    @Test
    void aPictureThatTheBrokerDoesNotTakeIsLostAndNoStepHasFailed() throws InterruptedException {
        TestScan scan = new TestScan("s", 1, 2, 1).with("larmor.method", "zero-filled");
        List<Arrival> arrivals = new ArrayList<>();
        arrivals.add(arrival(new ScanEvent.Started(scan.header().withStudy(""))));
        for (Readout readout : scan.readouts()) {
            arrivals.add(arrival(new ScanEvent.ReadoutArrived("s", readout)));
        }
        arrivals.add(arrival(scan.ended()));
        pipeline.assemble(arrivals, 1, () -> {});

        assertEquals("lost of s", told.poll(30, TimeUnit.SECONDS));
        String end = String.valueOf(told.poll(30, TimeUnit.SECONDS));
        assertTrue(end.startsWith("FAILED") && end.contains("too large"), end);
    }

    private static Arrival arrival(ScanEvent event) {
        return new Arrival.Event(event, new Position("t", 0, 0), new byte[20], 1);
    }
}
